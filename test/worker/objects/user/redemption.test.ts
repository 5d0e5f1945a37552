/** A code is used once: the order of docs/architecture.md "Redemption", at the object that decides it. */
import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Redemption } from '../../../../src/domain/approval.ts'
import { newCodeId } from '../../../../src/kernel/ids.ts'
import { err } from '../../../../src/kernel/result.ts'
import {
  again,
  approvalOf,
  counted,
  isGood,
  objectOf,
  OFFLINE,
  pass,
  POLICY,
  redemptionOf,
  rowsOf,
  signedIn,
  times,
  type SignedIn,
} from '../house.ts'

beforeEach(() => pass(0))
afterEach(() => vi.useRealTimers())

const grantOf = (redemption: Redemption) => redemption.core.grantId

describe('one code, 100 times at once', () => {
  it('by as many requests: one gets the grant, and the others end it (catalogue 97)', async () => {
    const { user, session } = await signedIn()
    const code = redemptionOf(session)
    const answers = await Promise.all(times(100, () => user.redeem(again(code))))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.filter(({ ok }) => !ok)).toEqual(times(99, () => err('reused')))
    expect(await isGood(user, grantOf(code))).toBe(false)
  })

  it('by one request, whose answer was lost: the same answer, and no theft', async () => {
    const { user, session } = await signedIn()
    const code = redemptionOf(session)
    const answers = await Promise.all(times(100, () => user.redeem(code)))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ ok: true, value: { generation: 1 } })
    expect(await isGood(user, grantOf(code))).toBe(true)
    expect(await user.events()).toEqual([])
  })
})

describe('a code', () => {
  it('opens the grant that it names, with all that was approved', async () => {
    const { user, session } = await signedIn()
    const code = redemptionOf(session, { details: { ...OFFLINE, nonce: 'a nonce' } })
    expect(await user.redeem(code)).toMatchObject({
      ok: true,
      value: {
        approval: { ...code.core, nonce: 'a nonce', scope: OFFLINE.scope },
        generation: 1,
        claims: { name: 'Ada' },
      },
    })
  })

  it.each([
    { name: 'without offline_access', changes: { details: { scope: ['openid'], resource: [] } } },
    { name: 'of a client that may not refresh', changes: { mayRefresh: false } },
  ])('$name leads to no refresh token', async ({ changes }) => {
    const { user, session } = await signedIn()
    const redeemed = await user.redeem(redemptionOf(session, changes))
    expect(redeemed).toMatchObject({ ok: true, value: { generation: 0 } })
  })

  it('used before ends its grant, however late it comes again (catalogue 98)', async () => {
    const { user, session } = await signedIn()
    const code = redemptionOf(session)
    await user.redeem(code)
    pass(120)
    expect(await user.redeem(again(code))).toEqual(err('reused'))
    expect(await isGood(user, grantOf(code))).toBe(false)
    expect(await user.redeem(code)).toEqual(err('ended'))
  })

  it('of a sign-in that has its grant from another code is refused, and nothing dies', async () => {
    const { user, session } = await signedIn()
    const code = redemptionOf(session)
    const twin = again({ ...code, codeId: newCodeId() })
    await user.redeem(code)
    expect(await user.redeem(twin)).toEqual(err('redeemed'))
    expect(await user.redeem(again(twin))).toEqual(err('redeemed'))
    expect(await isGood(user, grantOf(code))).toBe(true)
    expect(await user.events()).toEqual([])
  })

  it('is good for its last second, and not in the next (catalogue 104)', async () => {
    const { user, session } = await signedIn()
    vi.setSystemTime(Date.now())
    const [timely, late] = [redemptionOf(session), redemptionOf(session)]
    pass(59)
    expect(await user.redeem(timely)).toMatchObject({ ok: true })
    pass(1)
    expect(await user.redeem(late)).toEqual(err('expired'))
  })

  it('of nobody is refused', async () => {
    const { session, user } = await signedIn()
    await user.erase()
    expect(await user.redeem(redemptionOf(session))).toEqual(err('ended'))
  })
})

describe('a code that nobody has redeemed yet dies when (catalogue 105)', () => {
  it.each<{ name: string; end: (person: SignedIn) => Promise<unknown> }>([
    { name: 'the person is disabled', end: ({ user }) => user.update({ disabled: true }, null) },
    {
      name: 'the person was disabled, and is let in again',
      end: async ({ user }) => {
        await user.update({ disabled: true }, null)
        await user.update({ disabled: false }, null)
      },
    },
    { name: 'the password changes', end: ({ user }) => user.update({ passwordHash: 'b' }, null) },
    { name: 'the person signs out', end: ({ user, session }) => user.signOut(session) },
    {
      name: 'its session is ended',
      end: ({ user, session }) => user.endSession(session.sessionId),
    },
    { name: 'all sessions are ended', end: ({ user }) => user.endSessions() },
    { name: 'consent is withdrawn', end: ({ user }) => user.endGrants() },
    { name: 'the person is erased', end: ({ user }) => user.erase() },
  ])('$name', async ({ end }) => {
    const person = await signedIn()
    const code = redemptionOf(person.session)
    await end(person)
    expect(await person.user.redeem(code)).toEqual(err('ended'))
  })

  it.each<{ name: string; changes: Parameters<typeof redemptionOf>[1] }>([
    { name: 'all of its client is revoked', changes: { clientEpoch: 1 } },
    { name: 'everybody is signed out', changes: { policy: { ...POLICY, tenantEpoch: 1 } } },
  ])('$name', async ({ changes }) => {
    const { user, session } = await signedIn()
    expect(await user.redeem(redemptionOf(session, changes))).toEqual(err('ended'))
  })

  it('though it survives what is done to another session', async () => {
    const { user, session } = await signedIn()
    const other = await signedIn()
    await user.signOut({ ...other.session })
    await user.signOut({ ...session, cookieId: 'an older cookie' })
    expect(await user.redeem(redemptionOf(session))).toMatchObject({ ok: true })
  })
})

describe('what is too long for a code', () => {
  const details = { ...OFFLINE, nonce: 'n'.repeat(5000) }

  async function keptCode(person: SignedIn) {
    const code = redemptionOf(person.session, { details: null })
    const keep = { grantId: grantOf(code), details, until: code.expiresAt }
    const question = approvalOf(person.session, { isConsentGiven: true, keep })
    return { code, approve: () => person.user.approve(question) }
  }

  it('is kept at approval, taken once, and gone then', async () => {
    const person = await signedIn()
    const { code, approve } = await keptCode(person)
    await approve()
    const { answer, rows } = await counted(() => person.user.redeem(code))
    expect(answer).toMatchObject({ ok: true, value: { approval: { nonce: details.nonce } } })
    expect(rows).toBe(2)
    expect(await person.user.redeem(code)).toEqual(answer)
  })

  it('costs one row at approval', async () => {
    const person = await signedIn()
    const { approve } = await keptCode(person)
    await approve()
    expect(await rowsOf(approve)).toBeLessThanOrEqual(2)
  })

  it('is not there for a code that was never approved', async () => {
    const person = await signedIn()
    const { code } = await keptCode(person)
    expect(await person.user.redeem(code)).toEqual(err('ended'))
  })

  it('is swept when the next is kept, after its code has expired', async () => {
    const person = await signedIn()
    const { code, approve } = await keptCode(person)
    await approve()
    pass(3 * 60 * 60)
    await (await keptCode(person)).approve()
    pass(-3 * 60 * 60)
    expect(await person.user.redeem(code)).toEqual(err('ended'))
  })
})

describe('what was decided stands', () => {
  it.each([
    { name: 'an eviction', interrupt: (sub: SignedIn['sub']) => evictDurableObject(objectOf(sub)) },
    { name: 'a crash', interrupt: () => abortAllDurableObjects() },
  ])('through $name (catalogue F5, F14)', async ({ interrupt }) => {
    const { sub, user, session } = await signedIn()
    await interrupt(sub)
    const code = redemptionOf(session)
    const first = await user.redeem(code)
    expect(first).toMatchObject({ ok: true })
    await interrupt(sub)
    expect(await user.redeem(code)).toEqual(first)
    await interrupt(sub)
    expect(await user.redeem(again(code))).toEqual(err('reused'))
    await interrupt(sub)
    expect(await isGood(user, grantOf(code))).toBe(false)
  })

  it('through a clock that is set back by five minutes (catalogue F13)', async () => {
    const { user, session } = await signedIn()
    const code = redemptionOf(session, { details: { scope: ['openid'], resource: [] } })
    await user.redeem(code)
    pass(1000)
    await user.redeem(redemptionOf(session))
    pass(-1300)
    expect(await user.redeem(again(code))).toEqual(err('reused'))
  })
})

it('a redemption writes one row; what is refused writes none; a reuse is told once', async () => {
  const { user, session } = await signedIn()
  const code = redemptionOf(session)
  expect(await rowsOf(() => user.redeem(code))).toBe(1)
  expect(await rowsOf(() => user.redeem(code))).toBe(0)
  expect(await rowsOf(() => user.redeem(again({ ...code, codeId: newCodeId() })))).toBe(0)
  expect(await rowsOf(() => user.redeem(redemptionOf(session, { expiresAt: 1 })))).toBe(0)
  await user.redeem(again(code))
  expect(await user.events()).toMatchObject([{ event: 'code_reuse', grant_id: grantOf(code) }])
  expect(await rowsOf(() => user.redeem(again(code)))).toBe(0)
  expect(await user.events()).toHaveLength(1)
})
