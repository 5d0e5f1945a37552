/**
 * The life of a grant as a pure machine: what a presented code or refresh token does to it. Whoever stores the answer
 * does so in the same turn in which it was asked, so of many that come at once each sees what the one before left.
 */
import { DAY, MINUTE, type Seconds } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Redemption, RedemptionRefusal, RefreshQuestion, RefreshRefusal } from './approval.ts'
import type { ApprovalDetails, Grant, GrantEnd } from './grant.ts'

/** What happened beside the answer, for the person's events. */
export type GrantEvent = 'code_reuse' | 'rt_reuse' | 'rt_grace' | 'rt_foreign_client'

/** What a step comes to: the answer, the grant to be stored if it changed, and what is to be noted. */
export interface Step<Refusal> {
  result: Result<Grant, Refusal>
  changed?: Grant
  event?: GrantEvent
  /** For `rt_reuse`: how many generations old the token was; negative for one that was never issued. */
  age?: number
}

export const endGrant = (grant: Grant, endedBy: GrantEnd, now: Seconds): Grant =>
  grant.endedAt === null ? { ...grant, endedAt: now, endedBy } : grant

/** A code that comes for a grant which stands already (ARCHITECTURE "Redemption", the first three lines). */
export function presentCodeAgain(
  grant: Grant,
  { attempt, codeId }: Redemption,
  now: Seconds,
): Step<RedemptionRefusal> {
  if (grant.redeemAttempt === attempt) {
    return { result: grant.endedAt === null ? ok(grant) : err('ended') }
  }
  // "If an authorization code is used more than once, the authorization server MUST deny the request and SHOULD revoke
  // … all tokens previously issued based on that authorization code" (RFC 6749 §4.1.2).
  return grant.codeId === codeId
    ? { result: err('reused'), changed: endGrant(grant, 'code_reuse', now), event: 'code_reuse' }
    : { result: err('redeemed') }
}

/** How long after its last token a grant is remembered, so that a replay is still known for one. */
const REMEMBERED: Seconds = 10 * MINUTE

/** The grant that a first redemption opens. */
export function openGrant(redemption: Redemption, details: ApprovalDetails, now: Seconds): Grant {
  const { core, codeId, attempt, accessTokenLifetime, refresh } = redemption
  const offline = details.scope.includes('offline_access')
  const isRefreshable = offline && redemption.mayRefresh
  const lives = isRefreshable ? refresh.absolute : accessTokenLifetime
  return {
    schema: 1,
    id: core.grantId,
    clientId: core.clientId,
    approval: { ...core, ...details },
    offline,
    createdAt: now,
    lastUsedAt: now,
    codeId,
    redeemAttempt: attempt,
    generation: isRefreshable ? 1 : 0,
    rotatedAt: now,
    refreshAttempt: null,
    revokedTokens: [],
    endedAt: null,
    endedBy: null,
    keepUntil: Math.max(now, redemption.expiresAt) + lives + accessTokenLifetime + REMEMBERED,
  }
}

/**
 * A refresh token of a grant that is alive, by the table of ARCHITECTURE "Refresh". A clock that went back makes no
 * grace: within it counts only what is not before the rotation.
 */
export function presentRefreshToken(
  grant: Grant,
  question: RefreshQuestion,
  now: Seconds,
): Step<RefreshRefusal> {
  if (grant.clientId !== question.clientId) {
    return { result: err('unknown'), event: 'rt_foreign_client' }
  }
  if (grant.refreshAttempt === question.attempt) return { result: ok(grant) }
  const age = grant.generation - question.generation
  if (grant.generation === 0) return { result: err('unknown') }
  if (age === 0) return useCurrent(grant, question, now)
  const since = now - grant.rotatedAt
  const isForgiven = age === 1 && since >= 0 && since <= question.refresh.grace
  // Two tabs, or an answer that was lost: the same generation again.
  if (isForgiven) return { result: ok(grant), event: 'rt_grace' }
  return {
    result: err('reused'),
    changed: endGrant(grant, 'rt_reuse', now),
    event: 'rt_reuse',
    age,
  }
}

function useCurrent(
  grant: Grant,
  { attempt, refresh }: RefreshQuestion,
  now: Seconds,
): Step<RefreshRefusal> {
  if (now > grant.createdAt + refresh.absolute || now > grant.lastUsedAt + refresh.idle) {
    return { result: err('expired') }
  }
  if (refresh.rotation === 'none') {
    // Its use is written down once a day: what never rotates costs no row each time.
    const used = { ...grant, lastUsedAt: now }
    return now - grant.lastUsedAt > DAY
      ? { result: ok(used), changed: used }
      : { result: ok(grant) }
  }
  const rotated: Grant = {
    ...grant,
    generation: grant.generation + 1,
    rotatedAt: now,
    lastUsedAt: now,
    refreshAttempt: attempt,
  }
  return { result: ok(rotated), changed: rotated }
}
