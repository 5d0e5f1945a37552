/** Sessions: begun by a proof, renewed by the next one, named by their newest cookie only. */
import { evictDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, nowSeconds } from '../../../../src/kernel/clock.ts'
import { err, ok } from '../../../../src/kernel/result.ts'
import {
  approvalOf,
  newGrant,
  newPerson,
  newSession,
  objectOf,
  ONLINE,
  isGood,
  pass,
  POLICY,
  rowsOf,
  signedIn,
  signInOf,
  times,
  userOf,
} from '../house.ts'

beforeEach(() => pass(0))
afterEach(() => vi.useRealTimers())

describe('a first sign-in', () => {
  it('writes one row, and one more where the password was hashed anew', async () => {
    const { user } = await signedIn()
    expect(await rowsOf(() => user.signIn(signInOf()))).toBe(1)
    expect(await rowsOf(() => user.signIn(signInOf({ passwordHash: 'newer' })))).toBe(2)
    const credentials = { passwordHash: 'newer', credentialEpoch: 0, disabled: false }
    expect(await user.credentials()).toEqual(credentials)
    expect(await user.person()).toMatchObject({ ok: true, value: { revision: 1 } })
    expect(await user.sessions(POLICY)).toHaveLength(3)
  })

  it.each([
    { name: 'of one who is disabled', patch: { disabled: true }, credentialEpoch: 1 },
    { name: 'whose password has changed meanwhile', patch: { passwordHash: 'b' } },
  ])('$name is refused, and writes no row', async ({ patch, ...given }) => {
    const { user } = await signedIn()
    await user.update(patch, null)
    const signIn = async () => expect(await user.signIn(signInOf(given))).toEqual(err('refused'))
    expect(await rowsOf(signIn)).toBe(0)
  })

  it('says when it was by this object’s own clock', async () => {
    const { user, session } = await signedIn()
    expect(await user.account(session, POLICY)).toEqual({
      ok: true,
      value: { username: 'ada@amphora.test', name: 'Ada', authenticatedAt: nowSeconds() },
    })
  })
})

describe('who is signed in is shown by', () => {
  it.each([
    { claims: { email: 'a@b.test', preferred_username: 'ada' }, username: 'a@b.test' },
    { claims: { preferred_username: 'ada' }, username: 'ada' },
    { claims: {}, username: undefined },
  ])('$claims', async ({ claims, username }) => {
    const person = newPerson({ claims })
    const user = userOf(person.sub)
    await user.create(person)
    const account = await user.account(await newSession(user), POLICY)
    expect(account).toMatchObject({ ok: true, value: { username: username ?? person.sub } })
  })
})

describe('another sign-in in the same browser', () => {
  it('renews the session under its id; the older cookie is refused (session fixation, catalogue 174)', async () => {
    const person = await signedIn()
    const { user, session: first } = person
    const grant = await newGrant(person, { details: ONLINE })
    pass(60)
    const second = await newSession(user, { current: first })
    expect(second.sessionId).toBe(first.sessionId)
    expect(second.cookieId).not.toBe(first.cookieId)
    expect(await user.account(first, POLICY)).toEqual(err('no_session'))
    expect(await user.account(second, POLICY)).toMatchObject({
      value: { authenticatedAt: nowSeconds() },
    })
    expect(await isGood(user, grant)).toBe(true)
    expect(await user.sessions(POLICY)).toHaveLength(1)
  })

  it.each([
    { name: 'an older cookie', of: async () => ({ cookieId: 'older' }) },
    { name: 'a session that was ended', of: async () => ({ sessionId: 'ended' as never }) },
  ])('with $name begins another one', async ({ of }) => {
    const { user, session } = await signedIn()
    const another = await newSession(user, { current: { ...session, ...(await of()) } })
    expect(another.sessionId).not.toBe(session.sessionId)
    expect(await user.account(session, POLICY)).toMatchObject({ ok: true })
  })

  it('after it was not seen for too long begins another one, and the old one is swept', async () => {
    const { user, session } = await signedIn()
    pass(POLICY.idle)
    const another = await newSession(user, { current: session })
    expect(another.sessionId).not.toBe(session.sessionId)
    // Even a policy that knows no end finds it no more.
    const endless = { ...POLICY, idle: 1000 * DAY, absolute: 1000 * DAY }
    expect(await user.sessions(endless)).toMatchObject([{ id: another.sessionId }])
  })
})

describe('a session', () => {
  it.each([
    { name: 'is there until the idle time has passed', wait: POLICY.idle - 1, policy: POLICY },
    {
      name: 'is there until the absolute time has passed',
      wait: POLICY.absolute - 1,
      policy: { ...POLICY, idle: POLICY.absolute * 2 },
    },
  ])('$name', async ({ wait, policy }) => {
    const { user, session } = await signedIn()
    pass(wait)
    expect(await user.account(session, policy)).toMatchObject({ ok: true })
    pass(1)
    expect(await user.account(session, policy)).toEqual(err('no_session'))
    expect(await user.sessions(policy)).toEqual([])
  })

  it('is no more where everybody of the tenant was signed out', async () => {
    const { user, session } = await signedIn()
    expect(await user.account(session, { ...POLICY, tenantEpoch: 1 })).toEqual(err('no_session'))
  })

  it('is there after an eviction (catalogue F14)', async () => {
    const { user, sub, session } = await signedIn()
    await evictDurableObject(objectOf(sub))
    expect(await user.account(session, POLICY)).toMatchObject({ ok: true })
  })

  it('is ended by its newest cookie only, once', async () => {
    const { user, session } = await signedIn()
    expect(await user.signOut({ ...session, cookieId: 'older' })).toEqual(err('no_session'))
    expect(await user.signOut(session)).toEqual(ok([]))
    expect(await user.signOut(session)).toEqual(err('no_session'))
  })

  it('is ended by an operator by its id, once', async () => {
    const { user, session } = await signedIn()
    expect(await user.endSession(session.sessionId)).toEqual({ ok: true, value: null })
    expect(await user.endSession(session.sessionId)).toEqual(err('unknown'))
  })

  it('of very many that was seen longest ago makes room for the newest', async () => {
    const { user, session: oldest } = await signedIn()
    pass(1)
    const seen = await newSession(user)
    pass(POLICY.idle / 2)
    expect(await user.approve(approvalOf(seen, { consent: 'skip' }))).toMatchObject({ ok: true })
    for (const begin of times(99, () => newSession)) await begin(user)
    expect(await user.sessions(POLICY)).toHaveLength(100)
    expect(await user.account(oldest, POLICY)).toEqual(err('no_session'))
    expect(await user.account(seen, POLICY)).toMatchObject({ ok: true })
    expect(await user.endSessions()).toBe(100)
  })
})
