/** What a person's object decides about passkeys, by itself: the last way in, the second factor, answers that were lost. */
import { expect, it } from 'vitest'
import type { PasskeyUse } from '../../../../src/domain/passkey.ts'
import type { Person } from '../../../../src/domain/person.ts'
import { nowSeconds } from '../../../../src/kernel/clock.ts'
import { randomToken } from '../../../../src/kernel/random.ts'
import { newPerson, newSession, POLICY, signInOf, userOf, type SignedIn } from '../house.ts'

const NOTICE = { mailId: 'a-mail', lang: 'en' }
const challenge = () => ({ id: randomToken(), until: nowSeconds() + 300 })

const passkeyOf = (id: string, isSynced = true) => ({
  id,
  credentialId: `credential of ${id}`,
  publicKey: 'a key',
  counter: 0,
  isSynced,
  isBackedUp: isSynced,
  transports: [],
  name: id,
  createdAt: nowSeconds(),
  lastUsedAt: null,
})

/** Signed in by the first of them, so that more can be added and all removed. */
async function personWith(ids: string[], changes: Partial<Person> = {}): Promise<SignedIn> {
  const person = newPerson(changes)
  const user = userOf(person.sub)
  await user.create(person)
  let session = await newSession(user)
  for (const id of ids) {
    const own = { key: session, policy: POLICY }
    const added = { ...own, passkey: passkeyOf(id), challenge: challenge(), notice: NOTICE }
    expect(await user.addPasskey(added)).toEqual({ ok: true, value: null })
    const proof = { method: 'passkey' as const, ...useOf(id), isUserVerified: true }
    const entry = await user.signIn(signInOf({ proof }))
    if (!entry.ok || entry.value.kind !== 'session') throw new Error('not signed in')
    session = entry.value.key
  }
  return { sub: person.sub, user, session }
}

const removalOf = ({ session }: SignedIn, id: string, canMail = true) => ({
  key: session,
  policy: POLICY,
  id,
  cookieId: randomToken(),
  canMail,
  notice: NOTICE,
})

const useOf = (id: string): PasskeyUse => ({
  id,
  challenge: challenge(),
  counter: 0,
  isSynced: true,
  isBackedUp: true,
  isUserVerified: false,
})

it.each([
  { name: 'with a password', changes: { claims: {} }, canMail: false, expect: true },
  { name: 'without one, by mail', changes: { passwordHash: null }, canMail: true, expect: true },
  {
    name: 'without one, where no mail is sent',
    changes: { passwordHash: null },
    canMail: false,
    expect: false,
  },
  {
    name: 'without one and without an address',
    changes: { passwordHash: null, claims: {} },
    canMail: true,
    expect: false,
  },
])(
  'the last passkey of a person $name: removed is $expect (catalogue 190)',
  async ({ changes, canMail, ...t }) => {
    const person = await personWith(['one', 'two'], changes)
    const { user } = person
    const first = await user.removePasskey(removalOf(person, 'one', canMail))
    if (!first.ok) throw new Error(first.reason)
    const last = await user.removePasskey(
      removalOf({ ...person, session: first.value }, 'two', canMail),
    )
    expect(last.ok ? true : last.reason).toBe(t.expect || 'last_way_in')
    expect(await user.passkeys()).toHaveLength(t.expect ? 0 : 1)
  },
)

it('a removal whose answer was lost is made once, and answered the same', async () => {
  const person = await personWith(['one', 'two'])
  const removal = removalOf(person, 'one')
  const made = await person.user.removePasskey(removal)
  expect(await person.user.removePasskey(removal)).toEqual(made)
  expect(await person.user.passkeys()).toHaveLength(1)
  expect((await person.user.person()).ok).toBe(true)
})

it('an addition whose answer was lost is made once', async () => {
  const { user, session } = await personWith([])
  const addition = {
    key: session,
    policy: POLICY,
    passkey: passkeyOf('one'),
    challenge: challenge(),
    notice: NOTICE,
  }
  const made = await user.addPasskey(addition)
  expect(await user.addPasskey(addition)).toEqual(made)
  expect(await user.passkeys()).toHaveLength(1)
})

it('a passkey is a second factor after a password, and two factors with it', async () => {
  const { user } = await personWith(['one'])
  const first = await user.signIn(signInOf({ demand: 'required' }))
  if (!first.ok || first.value.kind !== 'second_factor') throw new Error('not asked')
  expect(first.value.ways).toEqual(['passkey'])
  const onto = first.value.facts
  const second = await user.signIn(
    signInOf({ demand: 'required', onto, proof: { method: 'passkey', ...useOf('one') } }),
  )
  expect(second).toMatchObject({ ok: true, value: { kind: 'session' } })
})

it('a challenge is spent with its sign-in: of two at once one is let in', async () => {
  const { user } = await personWith(['one'])
  const proof = { method: 'passkey' as const, ...useOf('one') }
  const signIns = await Promise.all([
    user.signIn(signInOf({ proof })),
    user.signIn(signInOf({ proof })),
  ])
  expect(signIns.filter(({ ok }) => ok)).toHaveLength(1)
})

it('a sign-in whose answer was lost is answered the same', async () => {
  const { user } = await personWith(['one'])
  const signIn = signInOf({ proof: { method: 'passkey', ...useOf('one') } })
  const made = await user.signIn(signIn)
  expect(await user.signIn(signIn)).toEqual(made)
})
