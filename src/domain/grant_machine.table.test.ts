/** The two tables of docs/architecture.md "Code, grant, refresh", line by line. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  grantOf,
  NOW,
  OFFLINE,
  questionOf,
  redemptionOf,
  REFRESH,
  rotatedGrant,
  standingOf,
} from '../../test/worker/support/grants.ts'
import { DAY } from '../kernel/clock.ts'
import type { AttemptId, ClientId, CodeId } from '../kernel/ids.ts'
import { err } from '../kernel/result.ts'
import type { Redemption, RefreshPolicy } from './approval.ts'
import type { Grant } from './grant.ts'
import { endGrant, redeemCode, refreshGrant } from './grant_machine.ts'
import type { Standing } from './standing.ts'

describe('redemption', () => {
  const redeemed = grantOf(redemptionOf())
  const attempt = 'another attempt' as AttemptId
  const codeId = 'another code' as CodeId

  interface Row {
    name: string
    grant?: Grant
    redemption?: Partial<Redemption>
    standing?: Partial<Standing>
    expect: 'ok' | 'reused' | 'redeemed' | 'expired' | 'ended' | 'resource'
  }

  it.each<Row>([
    { name: 'the first', expect: 'ok' },
    { name: 'the same attempt', grant: redeemed, expect: 'ok' },
    {
      name: 'the same attempt, after the code has expired',
      grant: redeemed,
      redemption: { expiresAt: NOW - 1 },
      expect: 'ok',
    },
    {
      name: 'the same attempt, after the grant has ended',
      grant: endGrant(redeemed, 'revoked_by_admin', NOW),
      expect: 'ended',
    },
    {
      name: 'the same attempt, after the password has changed',
      grant: redeemed,
      standing: standingOf({ credentialEpoch: 1 }),
      expect: 'ended',
    },
    { name: 'this very code again', grant: redeemed, redemption: { attempt }, expect: 'reused' },
    {
      name: 'this very code again, long after it has expired',
      grant: redeemed,
      redemption: { attempt, expiresAt: NOW - DAY },
      expect: 'reused',
    },
    {
      name: 'this very code again, where the person is disabled',
      grant: redeemed,
      redemption: { attempt },
      standing: standingOf({ disabled: true }),
      expect: 'reused',
    },
    {
      name: 'another code of the same sign-in',
      grant: redeemed,
      redemption: { attempt, codeId },
      expect: 'redeemed',
    },
    {
      name: 'another code of the same sign-in, expired',
      grant: redeemed,
      redemption: { attempt, codeId, expiresAt: NOW },
      expect: 'redeemed',
    },
    { name: 'a code in its last second', redemption: { expiresAt: NOW + 1 }, expect: 'ok' },
    { name: 'an expired code', redemption: { expiresAt: NOW }, expect: 'expired' },
    {
      name: 'an expired code of a person who is disabled',
      redemption: { expiresAt: NOW },
      standing: standingOf({ disabled: true }),
      expect: 'expired',
    },
    {
      name: 'a code of a person who is disabled',
      standing: standingOf({ disabled: true }),
      expect: 'ended',
    },
    {
      name: 'a code from before the password changed',
      standing: standingOf({ credentialEpoch: 1 }),
      expect: 'ended',
    },
    { name: 'a code of no session', standing: { session: undefined }, expect: 'ended' },
    {
      name: 'a code from before consent was withdrawn',
      standing: { withdrawals: { count: 1 } },
      expect: 'ended',
    },
    {
      name: 'a code from before all of the client was revoked',
      standing: { clientEpoch: 1 },
      expect: 'ended',
    },
    {
      name: 'a code from before everybody was signed out',
      standing: { policy: { ...standingOf().policy, tenantEpoch: 1 } },
      expect: 'ended',
    },
    {
      name: 'a code, for what it grants without a name (RFC 8707 §2.2)',
      redemption: { wanted: { resource: ['the issuer'], otherwise: 'the issuer' } },
      expect: 'ok',
    },
    {
      name: 'a code, for more than it grants',
      redemption: { wanted: { resource: ['urn:api'], otherwise: 'the issuer' } },
      expect: 'resource',
    },
    {
      name: 'this very code again, for more than it grants',
      grant: redeemed,
      redemption: { attempt, wanted: { resource: ['urn:api'], otherwise: 'the issuer' } },
      expect: 'reused',
    },
    {
      name: 'a code whose details were kept, and are gone',
      redemption: { details: null },
      expect: 'ended',
    },
  ])('$name: $expect', ({ grant, redemption, standing, expect: answer }) => {
    const given = { ...standingOf(), ...standing }
    const step = redeemCode(grant, undefined, redemptionOf(redemption), given)
    expect(step.answer.ok ? 'ok' : step.answer.reason).toBe(answer)
    // Only reuse ends a grant, and is told; only the first opens one.
    const isReuse = answer === 'reused'
    expect(step.event?.event).toBe(isReuse ? 'code_reuse' : undefined)
    expect(step.changed?.endedBy ?? null).toBe(isReuse ? 'code_reuse' : null)
    expect(step.changed !== undefined).toBe(isReuse || (answer === 'ok' && !grant))
  })

  it('takes what was kept where the code holds no details', () => {
    const kept = { ...OFFLINE, nonce: 'a nonce' }
    const step = redeemCode(undefined, kept, redemptionOf({ details: null }), standingOf())
    expect(step.changed?.approval).toMatchObject(kept)
  })
})

describe('a refresh token of a grant at generation 5', () => {
  interface Row {
    name: string
    presented: number
    /** Seconds since the generation was made. */
    at?: number
    policy?: Partial<RefreshPolicy>
    standing?: Partial<Standing>
    clientId?: ClientId
    /** The resource that is asked for; the grant is for the issuer. */
    resource?: string
    expect: number | 'reused' | 'expired' | 'ended' | 'unknown' | 'resource'
    event?: 'rt_grace' | 'rt_foreign_client'
  }
  const other = 'client_other' as ClientId

  it.each<Row>([
    { name: 'the current one', presented: 5, expect: 6 },
    {
      name: 'the current one, not rotating',
      presented: 5,
      policy: { rotation: 'none' },
      expect: 5,
    },
    { name: 'the last one, at once', presented: 4, expect: 5, event: 'rt_grace' },
    { name: 'the last one, in the grace', presented: 4, at: 9, expect: 5, event: 'rt_grace' },
    { name: 'the last one, later', presented: 4, at: 11, expect: 'reused' },
    { name: 'the last one, no grace', presented: 4, policy: { grace: 0 }, expect: 'reused' },
    { name: 'the last but one, at once', presented: 3, expect: 'reused' },
    { name: 'the first, a day later', presented: 1, at: DAY, expect: 'reused' },
    { name: 'one that was never issued', presented: 6, expect: 'reused' },
    { name: 'the current one, for what was granted', presented: 5, resource: 'issuer', expect: 6 },
    { name: 'the current one, for more', presented: 5, resource: 'urn:api', expect: 'resource' },
    {
      name: 'the last one, at once, for more',
      presented: 4,
      resource: 'urn:api',
      expect: 'resource',
      event: 'rt_grace',
    },
    { name: 'an old one, for more', presented: 3, resource: 'urn:api', expect: 'reused' },
    {
      name: 'the current one, by another client',
      presented: 5,
      clientId: other,
      expect: 'unknown',
      event: 'rt_foreign_client',
    },
    {
      name: 'an old one, by another client',
      presented: 1,
      clientId: other,
      expect: 'unknown',
      event: 'rt_foreign_client',
    },
    { name: 'in the last idle second', presented: 5, at: REFRESH.idle - 1, expect: 6 },
    { name: 'after the idle time', presented: 5, at: REFRESH.idle, expect: 'expired' },
    {
      name: 'after an idle time that was shortened',
      presented: 5,
      at: 60,
      policy: { idle: 60 },
      expect: 'expired',
    },
    {
      name: 'after the absolute time',
      presented: 5,
      at: 60,
      policy: { absolute: 60 },
      expect: 'expired',
    },
    {
      name: 'the last one, in the grace, after the absolute time',
      presented: 4,
      at: 5,
      policy: { absolute: 5 },
      expect: 'expired',
    },
    {
      name: 'without the session: it is offline access',
      presented: 5,
      standing: { session: undefined },
      expect: 6,
    },
    {
      name: 'of a person who is disabled',
      presented: 5,
      standing: standingOf({ disabled: true }),
      expect: 'ended',
    },
    {
      name: 'from before consent was withdrawn',
      presented: 5,
      standing: { withdrawals: { count: 1 } },
      expect: 'ended',
    },
    {
      name: 'from before all of the client was revoked',
      presented: 5,
      standing: { clientEpoch: 1 },
      expect: 'ended',
    },
  ])(
    '$name: $expect',
    ({ presented, at = 0, policy, standing, clientId, resource, event, ...row }) => {
      const refresh = { ...REFRESH, ...policy }
      const question = questionOf(presented, {
        refresh,
        ...(clientId && { clientId }),
        ...(resource && { wanted: { resource: [resource], otherwise: 'issuer' } }),
      })
      const given = { ...standingOf(), ...standing, now: NOW + at }
      const { answer, ...step } = refreshGrant(rotatedGrant(5), question, given)
      expect(answer.ok ? answer.value.generation : answer.reason).toBe(row.expect)
      const isReuse = row.expect === 'reused'
      expect(step.event?.event).toBe(isReuse ? 'rt_reuse' : event)
      expect(step.event?.detail?.['age']).toBe(isReuse ? 5 - presented : undefined)
      expect(step.changed?.endedBy ?? null).toBe(isReuse ? 'rt_reuse' : null)
      if (row.expect === 'resource') expect(step.changed).toBeUndefined()
    },
  )

  it('of a grant that has none is unknown, and ends nothing', () => {
    const without = grantOf(redemptionOf({ mayRefresh: false }))
    expect(refreshGrant(without, questionOf(1), standingOf())).toEqual({ answer: err('unknown') })
  })

  it('that never rotates has its use written down 24 times in its idle time', () => {
    const steady = questionOf(5, { refresh: { ...REFRESH, rotation: 'none', idle: 240 } })
    const at = (seconds: number) => ({ ...standingOf(), now: NOW + seconds })
    expect(refreshGrant(rotatedGrant(5), steady, at(9)).changed).toBeUndefined()
    expect(refreshGrant(rotatedGrant(5), steady, at(10)).changed?.lastUsedAt).toBe(NOW + 10)
  })
})

it('an honest client, at any pace and with any answer lost, is never taken for a thief', () => {
  const pause = fc.integer({ min: -5, max: DAY })
  const steps = fc.array(fc.record({ pause, isLost: fc.boolean() }), { maxLength: 50 })
  fc.assert(
    fc.property(steps, (asked) => {
      let grant = grantOf(redemptionOf())
      let now = NOW
      for (const [index, { pause: seconds, isLost }] of asked.entries()) {
        now += seconds
        const attempt = `attempt ${index}` as AttemptId
        const question = questionOf(grant.generation, { attempt })
        grant = refreshGrant(grant, question, { ...standingOf(), now }).changed ?? grant
        // The platform lost the answer: the very same question comes again.
        const again = isLost && refreshGrant(grant, question, { ...standingOf(), now: now + 30 })
        if (again) expect(again).toEqual({ answer: { ok: true, value: grant } })
      }
      expect(grant.endedAt).toBeNull()
      expect(grant.generation).toBe(asked.length + 1)
    }),
  )
})
