/** A grant that is opened with the approval, for tokens that go out with the response, and the code that may join it. */
import { evictDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ApprovalQuestion } from '../../../../src/domain/approval.ts'
import { HOUR, nowSeconds } from '../../../../src/kernel/clock.ts'
import { newGrantId, type GrantId } from '../../../../src/kernel/ids.ts'
import { err } from '../../../../src/kernel/result.ts'
import {
  again,
  approvalOf,
  CLIENT,
  counted,
  isGood,
  objectOf,
  OFFLINE,
  pass,
  POLICY,
  redemptionOf,
  refreshOf,
  rowsOf,
  signedIn,
  times,
  type SignedIn,
} from '../house.ts'

beforeEach(() => pass(0))
afterEach(() => vi.useRealTimers())

const questionOf = ({ session }: SignedIn, grantId: GrantId): ApprovalQuestion =>
  approvalOf(session, {
    consent: 'skip',
    open: { grantId, clientEpoch: 0, details: OFFLINE, until: nowSeconds() + 300 },
  })

/** A person whose approval has opened a grant at once. */
async function opened() {
  const person = await signedIn()
  const grantId = newGrantId()
  const { answer, rows } = await counted(() => person.user.approve(questionOf(person, grantId)))
  expect(answer).toMatchObject({ ok: true, value: { claims: { name: 'Ada' } } })
  return { ...person, grantId, rows }
}

/** The code of the same response: what it stands for is in the grant. */
const codeOf = ({ session, grantId }: { grantId: GrantId } & SignedIn) =>
  redemptionOf(session, { core: { grantId }, details: null })

describe('a grant that is opened with its approval', () => {
  it('costs one row, is good at once, and is listed', async () => {
    const { user, grantId, rows } = await opened()
    expect(rows).toBe(1)
    expect(await isGood(user, grantId)).toBe(true)
    expect(await user.grants()).toMatchObject([{ id: grantId, codeId: null, generation: 0 }])
  })

  it('is opened once, however often it is approved', async () => {
    const person = await opened()
    const { user, grantId } = person
    await user.revokeGrant(grantId, CLIENT)
    expect(await rowsOf(() => user.approve(questionOf(person, grantId)))).toBe(0)
    expect(await isGood(user, grantId)).toBe(false)
  })

  it('is not opened where the approval is refused', async () => {
    const person = await signedIn()
    const grantId = newGrantId()
    const question: ApprovalQuestion = { ...questionOf(person, grantId), consent: 'remember' }
    const refused = { ok: false, reason: { kind: 'consent_required' } }
    expect(await person.user.approve(question)).toMatchObject(refused)
    expect(await person.user.grants()).toEqual([])
  })

  it.each<{ name: string; end: (opened: SignedIn & { grantId: GrantId }) => Promise<unknown> }>([
    {
      name: 'its client revokes it',
      end: ({ user, grantId }) => user.revokeGrant(grantId, CLIENT),
    },
    { name: 'an operator ends it', end: ({ user, grantId }) => user.endGrant(grantId) },
    { name: 'the person withdraws all', end: ({ user }) => user.endGrants() },
    { name: 'the person is disabled', end: ({ user }) => user.update({ disabled: true }, null) },
    { name: 'the person is erased', end: ({ user }) => user.erase() },
  ])('ends when $name, and its code is dead as well', async ({ end }) => {
    const person = await opened()
    await end(person)
    expect(await isGood(person.user, person.grantId)).toBe(false)
    expect(await person.user.redeem(codeOf(person))).toEqual(err('ended'))
  })

  it('has no refresh token until its code is redeemed', async () => {
    const { user, grantId } = await opened()
    expect(await user.refresh(refreshOf(grantId, 0))).toEqual(err('unknown'))
    expect(await user.refresh(refreshOf(grantId, 1))).toEqual(err('unknown'))
  })

  it('is swept when the last of what went out has died', async () => {
    const person = await opened()
    pass(300 + HOUR + 1)
    await person.user.approve(questionOf(person, newGrantId()))
    expect(await person.user.endGrant(person.grantId)).toEqual(err('unknown'))
  })
})

describe('the code of the same response', () => {
  it('joins the grant, once, and brings its refresh token', async () => {
    const person = await opened()
    const { user, grantId } = person
    const { answer, rows } = await counted(() => user.redeem(codeOf(person)))
    const approval = { grantId, scope: OFFLINE.scope }
    expect(answer).toMatchObject({ ok: true, value: { approval, generation: 1 } })
    expect(rows).toBe(1)
    expect(await user.grants()).toHaveLength(1)
    expect(await user.refresh(refreshOf(grantId, 1))).toMatchObject({ ok: true })
  })

  it('that is used twice ends what the front channel has had (RFC 6749 §4.1.2)', async () => {
    const person = await opened()
    const code = codeOf(person)
    await person.user.redeem(code)
    expect(await person.user.redeem(again(code))).toEqual(err('reused'))
    expect(await isGood(person.user, person.grantId)).toBe(false)
  })

  it('50 times at once opens once, and then ends all (catalogue 97)', async () => {
    const person = await opened()
    const code = codeOf(person)
    const answers = await Promise.all(times(50, () => person.user.redeem(again(code))))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await isGood(person.user, person.grantId)).toBe(false)
  })

  it('asked for again after its answer was lost, by an object that was evicted, is answered the same', async () => {
    const person = await opened()
    const code = codeOf(person)
    const first = await person.user.redeem(code)
    await evictDurableObject(objectOf(person.sub))
    expect(await person.user.redeem(code)).toEqual(first)
    expect(await isGood(person.user, person.grantId)).toBe(true)
  })

  it('does not bring back a token of the front channel that was revoked (RFC 7009)', async () => {
    const person = await opened()
    const { user, grantId } = person
    const tokenId = 'a token' as never
    await user.revokeToken(grantId, tokenId, nowSeconds() + 300, CLIENT)
    await user.redeem(codeOf(person))
    expect(await isGood(user, grantId)).toBe(false)
    const other = { grantId, tokenId: 'another' as never, clientEpoch: 0, policy: POLICY }
    expect(await user.inspect(other)).toMatchObject({ ok: true })
  })

  it('is not redeemed too late, nor without its session', async () => {
    const late = await opened()
    const code = codeOf(late)
    pass(60)
    expect(await late.user.redeem(code)).toEqual(err('expired'))
    const gone = await opened()
    const its = codeOf(gone)
    await gone.user.signOut(gone.session)
    expect(await gone.user.redeem(its)).toEqual(err('ended'))
  })

  it('is nothing without its grant', async () => {
    const person = await signedIn()
    const code = redemptionOf(person.session, { details: null })
    expect(await person.user.redeem(code)).toEqual(err('ended'))
  })
})
