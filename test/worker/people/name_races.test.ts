/** Names under changes that run into each other: a name that somebody goes by leads to them, and no other stays behind. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { identityName } from '../../../src/domain/identity.ts'
import type { Person } from '../../../src/domain/person.ts'
import type { Sub } from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { err } from '../../../src/kernel/result.ts'
import { changePerson } from '../../../src/people/accounts/change_person.ts'
import { createPerson } from '../../../src/people/accounts/create_person.ts'
import { deletePerson } from '../../../src/people/accounts/delete_person.ts'
import { confirmEmail } from '../../../src/people/accounts/own_email.ts'
import { importPerson } from '../../../src/people/imports/import_person.ts'
import { linkOwnIdentity } from '../../../src/people/upstream/own_identities.ts'
import type { World } from '../../../src/stores/world.ts'
import { newSession, objectOf, POLICY, userOf } from '../objects/house.ts'
import { interleaved, newWorld } from './interleaved.ts'

let addresses = 0
const newAddress = (): string => `name${++addresses}@races.amphora.test`

async function somebody(email = newAddress()): Promise<Person> {
  const made = await createPerson(newWorld(), { email })
  if (!made.ok) throw new Error(made.reason)
  return made.value
}

const moveTo = (sub: Sub, email: string) => changePerson(newWorld(), sub, { email }, null)
const ownerOf = (email: string) => newWorld().directories.find('email', email)

describe('an address', () => {
  it('stays with the change that won it, when one to the same address has lost', async () => {
    const { sub } = await somebody()
    const email = newAddress()
    const winner = () => changePerson(newWorld(), sub, { email, name: 'Ada' }, null)
    const world = interleaved({ 'user.update': winner })
    expect(await changePerson(world, sub, { email, name: 'Eve' }, null)).toEqual(err('changed'))
    expect(await ownerOf(email)).toBe(sub)
  })

  it('stays with a change that wins it while one that has lost gives it back', async () => {
    const { sub } = await somebody()
    const [email, another] = [newAddress(), newAddress()]
    const world = interleaved({
      'user.update': () => moveTo(sub, another),
      'directories.release': () => moveTo(sub, email),
    })
    expect(await changePerson(world, sub, { email }, null)).toEqual(err('changed'))
    expect(await ownerOf(email)).toBe(sub)
    expect(await ownerOf(another)).toBeUndefined()
  })

  it('stays with whoever takes it up again while it is let go', async () => {
    const { sub, claims } = await somebody()
    const before = claims.email ?? ''
    const after = newAddress()
    const world = interleaved({ 'directories.release': () => moveTo(sub, before) })
    expect(await changePerson(world, sub, { email: after }, null)).toMatchObject({ ok: true })
    expect(await ownerOf(before)).toBe(sub)
    expect(await ownerOf(after)).toBeUndefined()
  })

  it('is free again, when the change that wanted it has lost to one to another', async () => {
    const { sub } = await somebody()
    const [email, another] = [newAddress(), newAddress()]
    const world = interleaved({ 'user.update': () => moveTo(sub, another) })
    expect(await changePerson(world, sub, { email }, null)).toEqual(err('changed'))
    expect(await ownerOf(email)).toBeUndefined()
    expect(await ownerOf(another)).toBe(sub)
  })

  it('is listed as the newest record has it, however late an older one is told', async () => {
    const { sub, claims } = await somebody()
    const world = interleaved({
      'directories.describe': () => changePerson(newWorld(), sub, { name: 'Newer' }, null),
    })
    await changePerson(world, sub, { name: 'Older' }, null)
    const page = { email: claims.email ?? '', other: null, after: null, limit: 1 }
    expect((await newWorld().directories.list(page)).items).toMatchObject([{ name: 'Newer' }])
  })
})

describe('an address that is proven by a mailed link', () => {
  it('is claimed anew, where others have moved the record there and away meanwhile', async () => {
    const { sub } = await somebody()
    const [email, another] = [newAddress(), newAddress()]
    const user = userOf(sub)
    const account = { sub, session: await newSession(user) }
    const id = randomToken()
    await user.askForEmail({ key: account.session, policy: POLICY, id, email, lang: 'en' })
    const world = interleaved({
      'user.confirmEmail': async () => {
        await moveTo(sub, email)
        await moveTo(sub, another)
      },
    })
    const link = { sub, id, until: Infinity }
    expect(await confirmEmail(world, account, link, 'en')).toMatchObject({ ok: true })
    expect(await ownerOf(email)).toBe(sub)
    expect(await ownerOf(another)).toBeUndefined()
  })
})

it('an address whose session ends while it is confirmed is free again', async () => {
  const { sub } = await somebody()
  const email = newAddress()
  const user = userOf(sub)
  const account = { sub, session: await newSession(user) }
  const id = randomToken()
  await user.askForEmail({ key: account.session, policy: POLICY, id, email, lang: 'en' })
  const world = interleaved({ 'user.confirmEmail': () => user.endSessions() })
  expect(await confirmEmail(world, account, { sub, id, until: Infinity }, 'en')).toEqual(
    err('closed'),
  )
  expect(await ownerOf(email)).toBeUndefined()
})

describe('an identity', () => {
  it('stays linked, where it was given up and taken up again meanwhile', async () => {
    const { sub } = await somebody()
    const user = userOf(sub)
    // Who has no other way in gives no identity up.
    await user.update({ passwordHash: 'a hash' }, null)
    const session = await newSession(user, { credentialEpoch: 1 })
    const account = { sub, session }
    const identity = { issuer: 'https://elsewhere.test', subject: sub, provider: 'E', linkedAt: 0 }
    const link = (world: World) => linkOwnIdentity(world, account, identity, 'en')
    const world = interleaved({
      'user.linkIdentity': async () => {
        expect(await link(newWorld())).toMatchObject({ ok: true })
        const unlinking = {
          identity,
          cookieId: session.cookieId,
          isByMail: false,
          mailId: 'a',
          lang: 'en',
        }
        const unlinked = user.unlinkIdentity({ key: session, policy: POLICY, ...unlinking })
        expect(await unlinked).toMatchObject({ ok: true })
      },
    })
    expect(await link(world)).toMatchObject({ ok: true })
    await runDurableObjectAlarm(objectOf(sub))
    expect(await newWorld().directories.find('upstream', identityName(identity))).toBe(sub)
    expect(await user.identity(identity)).toMatchObject({ ok: true })
  })
})

describe('an imported row', () => {
  let subs = 0
  /** A row, and one of the same sub and another address that is faster. */
  const twins = () => {
    const sub = `raced-${++subs}` as Sub
    const [email, faster] = [newAddress(), newAddress()]
    return { sub, email, faster, other: () => importPerson(newWorld(), { sub, email: faster }, []) }
  }

  it('gives back the address that it has claimed for somebody who goes by another', async () => {
    const { sub, email, faster, other } = twins()
    const world = interleaved({ 'user.import': other })
    expect(await importPerson(world, { sub, email }, [])).toEqual(err('sub_taken'))
    expect(await ownerOf(email)).toBeUndefined()
    expect(await ownerOf(faster)).toBe(sub)
  })

  it('leaves it to them, if they take it at this very moment', async () => {
    const { sub, email, faster, other } = twins()
    const world = interleaved({
      'user.import': other,
      'directories.release': () => moveTo(sub, email),
    })
    expect(await importPerson(world, { sub, email }, [])).toEqual(err('sub_taken'))
    expect(await ownerOf(email)).toBe(sub)
    expect(await ownerOf(faster)).toBeUndefined()
  })
})

describe('a deletion', () => {
  it('leaves no name behind that a change has won meanwhile', async () => {
    const { sub, claims } = await somebody()
    const email = newAddress()
    const world = interleaved({ 'user.erase': () => moveTo(sub, email) })
    expect(await deletePerson(world, sub, null)).toMatchObject({ ok: true })
    expect(await newWorld().users.of(sub).person()).toEqual(err('unknown'))
    expect(await ownerOf(email)).toBeUndefined()
    expect(await ownerOf(claims.email ?? '')).toBeUndefined()
  })
})
