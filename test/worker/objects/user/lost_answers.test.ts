/** A call whose answer was lost is made again, and is no second one. */
import { describe, expect, it } from 'vitest'
import { newSub } from '../../../../src/kernel/ids.ts'
import { err } from '../../../../src/kernel/result.ts'
import { approvalOf, newPerson, POLICY, rowsOf, signedIn, signInOf, userOf } from '../house.ts'

describe('making a person', () => {
  it('again with the very same record answers it', async () => {
    const person = newPerson()
    const user = userOf(person.sub)
    const made = await user.create(person)
    expect(await user.create(person)).toEqual(made)
  })

  it('again with another one is refused: a hash has a salt of its own', async () => {
    const person = newPerson()
    const user = userOf(person.sub)
    await user.create(person)
    expect(await user.create({ ...person, passwordHash: 'another' })).toEqual(err('exists'))
  })

  it('again after it was erased is refused', async () => {
    const person = newPerson()
    const user = userOf(person.sub)
    await user.create(person)
    await user.erase()
    expect(await user.create(person)).toEqual(err('exists'))
  })
})

describe('changing a person', () => {
  const patch = { claims: { name: 'Ada King', nickname: null }, passwordHash: 'b' }

  it('again answers what stands, and ends nothing once more', async () => {
    const { user } = await signedIn()
    const changed = await user.update(patch, 1)
    expect(changed).toMatchObject({ ok: true, value: { revision: 2, credentialEpoch: 1 } })
    expect(await rowsOf(async () => expect(await user.update(patch, 1)).toEqual(changed))).toBe(0)
  })

  it.each([
    { name: 'other claims', next: { ...patch, claims: { name: 'Countess' } } },
    { name: 'another password', next: { ...patch, passwordHash: 'c' } },
    { name: 'another standing', next: { ...patch, disabled: true } },
  ])('with $name was not that change', async ({ next }) => {
    const { user } = await signedIn()
    await user.update(patch, 1)
    expect(await user.update(next, 1)).toEqual(err('changed'))
  })

  it('again after another change is refused', async () => {
    const { user } = await signedIn()
    await user.update(patch, 1)
    await user.update({ claims: { nickname: 'Ada' } }, 2)
    expect(await user.update(patch, 1)).toEqual(err('changed'))
  })
})

describe('signing in', () => {
  it('again begins no second session', async () => {
    const { user } = await signedIn()
    const given = signInOf()
    const begun = await user.signIn(given)
    expect(await rowsOf(async () => expect(await user.signIn(given)).toEqual(begun))).toBe(0)
    expect(await user.sessions(POLICY)).toHaveLength(2)
  })

  it('again renews the session once, and its cookie is the new one', async () => {
    const { user, session } = await signedIn()
    const given = signInOf({ current: session, provedFor: 'a sign-in' })
    const renewed = await user.signIn(given)
    expect(renewed).toEqual({
      ok: true,
      value: {
        kind: 'session',
        key: { ...session, cookieId: given.proposed.cookieId },
        owesTerms: false,
      },
    })
    expect(await user.signIn(given)).toEqual(renewed)
    expect(await user.sessions(POLICY)).toHaveLength(1)
    const key = { ...session, cookieId: given.proposed.cookieId }
    const asked = approvalOf(key, { provedFor: 'a sign-in', consent: 'skip' })
    expect(await user.approve(asked)).toMatchObject({ ok: true })
  })

  it('is refused again where the password has changed in between', async () => {
    const { user } = await signedIn()
    const given = signInOf()
    await user.signIn(given)
    await user.update({ passwordHash: 'b' }, null)
    expect(await user.signIn(given)).toEqual(err('refused'))
  })
})

it('nobody is asked about as often as one likes, and stays nobody', async () => {
  const user = userOf(newSub())
  expect(await user.signIn(signInOf())).toEqual(err('refused'))
  expect(await user.erase()).toEqual(err('unknown'))
})
