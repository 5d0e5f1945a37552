/** May this client have what it asks for, in this session? */
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApprovalQuestion } from '../../../../src/domain/approval.ts'
import { newGrantId } from '../../../../src/kernel/ids.ts'
import { err } from '../../../../src/kernel/result.ts'
import {
  approvalOf,
  newSession,
  objectOf,
  OFFLINE,
  OTHER_CLIENT,
  pass,
  POLICY,
  rowsOf,
  signedIn,
  type SignedIn,
} from '../house.ts'

beforeEach(() => pass(0))
afterEach(() => vi.useRealTimers())

const ask = ({ user, session }: SignedIn, changes: Partial<ApprovalQuestion>) =>
  user.approve(approvalOf(session, changes))

const consentRequired = { ok: false, reason: { kind: 'consent_required' } }
const loginRequired = { ok: false, reason: { kind: 'login_required' } }

/** A person who has said yes to the email address. */
async function consented() {
  const person = await signedIn()
  await ask(person, { scope: ['openid', 'email'], claimNames: ['name'], isConsentGiven: true })
  return person
}

describe('without a session there is no approval', () => {
  it.each<{ name: string; before: (person: SignedIn) => Promise<unknown> }>([
    { name: 'signed out', before: ({ user, session }) => user.signOut(session) },
    { name: 'disabled', before: ({ user }) => user.update({ disabled: true }, null) },
    { name: 'password changed', before: ({ user }) => user.update({ passwordHash: 'b' }, null) },
    { name: 'erased', before: ({ user }) => user.erase() },
    {
      name: 'a newer cookie',
      before: ({ user, session }) => newSession(user, { current: session }),
    },
    { name: 'too long ago', before: async () => pass(POLICY.idle) },
  ])('$name', async ({ before }) => {
    const person = await signedIn()
    await before(person)
    const answer = await ask(person, { consent: 'skip', isConsentGiven: true })
    expect(answer).toEqual(err({ kind: 'no_session' }))
  })
})

describe('a proof', () => {
  it('may be younger than max_age, in whole seconds (OpenID Connect Core §3.1.2.1)', async () => {
    const person = await signedIn()
    pass(100)
    const account = { username: 'ada@amphora.test' }
    expect(await ask(person, { maxAge: 101, consent: 'skip' })).toMatchObject({ value: account })
    expect(await ask(person, { maxAge: 100, consent: 'skip' })).toMatchObject({
      reason: { kind: 'login_required', account },
    })
  })

  it('for another sign-in is none where this one asks for its own (prompt=login)', async () => {
    const person = await signedIn()
    const asked = { provedFor: 'this', consent: 'skip' } as const
    expect(await ask(person, asked)).toMatchObject(loginRequired)
    const session = await newSession(person.user, { current: person.session, provedFor: 'this' })
    expect(await ask({ ...person, session }, asked)).toMatchObject({ ok: true })
    expect(await ask({ ...person, session }, { ...asked, provedFor: 'other' })).toMatchObject(
      loginRequired,
    )
  })

  it('is asked for before consent is', async () => {
    const person = await signedIn()
    expect(await ask(person, { maxAge: 0 })).toMatchObject(loginRequired)
  })
})

describe('consent', () => {
  it('is asked for, given, and remembered for this client', async () => {
    const person = await signedIn()
    expect(await ask(person, {})).toMatchObject(consentRequired)
    const given = () => ask(person, { isConsentGiven: true })
    expect(await rowsOf(given)).toBe(1)
    expect(await ask(person, {})).toMatchObject({ ok: true })
    expect(await ask(person, { clientId: OTHER_CLIENT })).toMatchObject(consentRequired)
  })

  it.each([
    { name: 'the same', changes: { scope: ['email', 'openid'], claimNames: ['name'] }, ok: true },
    { name: 'less', changes: { scope: ['openid'] }, ok: true },
    { name: 'one scope more', changes: { scope: ['openid', 'email', 'phone'] }, ok: false },
    { name: 'one claim more', changes: { claimNames: ['name', 'birthdate'] }, ok: false },
    { name: 'another host', changes: { host: 'https://elsewhere.example' }, ok: false },
    { name: 'what is asked each time', changes: { consent: 'always' as const }, ok: false },
  ])('covers what was said yes to: $name is $ok', async ({ changes, ok }) => {
    const person = await consented()
    expect((await ask(person, changes)).ok).toBe(ok)
  })

  it('to more adds to what was given before', async () => {
    const person = await consented()
    await ask(person, { scope: ['phone'], isConsentGiven: true })
    const all = { scope: ['openid', 'email', 'phone'], claimNames: ['name'] }
    expect(await ask(person, all)).toMatchObject({ ok: true })
  })

  it.each(['always', 'skip'] as const)('%s remembers nothing', async (consent) => {
    const person = await signedIn()
    const given = async () => {
      expect(await ask(person, { consent, isConsentGiven: true })).toMatchObject({ ok: true })
    }
    expect(await rowsOf(given)).toBe(0)
    expect(await ask(person, {})).toMatchObject(consentRequired)
  })

  it('is forgotten when it is withdrawn, and the serial tells of it', async () => {
    const person = await consented()
    expect(await ask(person, {})).toMatchObject({ value: { consentSerial: 0 } })
    await person.user.endGrants()
    expect(await ask(person, {})).toMatchObject(consentRequired)
    const given = await ask(person, { isConsentGiven: true })
    expect(given).toMatchObject({ value: { consentSerial: 1, credentialEpoch: 0 } })
  })
})

describe('what an approval writes', () => {
  it('is mostly nothing; that somebody was seen, once a while', async () => {
    const person = await consented()
    const approve = () => ask(person, {})
    expect(await rowsOf(approve)).toBe(0)
    pass(POLICY.idle / 24)
    expect(await rowsOf(approve)).toBe(1)
    expect(await rowsOf(approve)).toBe(0)
    pass(POLICY.idle - 1)
    expect(await approve()).toMatchObject({ ok: true })
  })

  it('is nothing at all where it is refused', async () => {
    const person = await signedIn()
    pass(POLICY.idle / 24)
    const keep = { grantId: newGrantId(), details: OFFLINE, until: 0 }
    expect(await rowsOf(() => ask(person, { keep }))).toBe(0)
    const kept = await runInDurableObject(objectOf(person.sub), (_, { storage }) =>
      storage.sql.exec('SELECT * FROM approved').toArray(),
    )
    expect(kept).toEqual([])
  })
})
