/**
 * The life of a grant as a pure machine: what a code or a refresh token does to it. Whoever stores the answer does so in
 * the very turn in which it was asked, so of many that come at once each sees what the one before has left.
 */
import { DAY, HOUR, type Seconds } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Redemption, RedemptionRefusal, RefreshQuestion, RefreshRefusal } from './approval.ts'
import type { Approval, ApprovalDetails, Grant, GrantEnd } from './grant.ts'
import { mayGive } from './operator.ts'
import { grantsResources } from './resource_server.ts'
import { grantEvent, type SecurityEvent } from './security_event.ts'
import { hasSession, isApprovalStanding, isGrantAlive, type Standing } from './standing.ts'

/** What a step comes to: the answer, the grant to be stored if it changed, and what is to be told. */
export interface Step<Refusal> {
  answer: Result<Grant, Refusal>
  changed?: Grant
  event?: SecurityEvent
}

/**
 * How long a row outlives what it must outlive: another machine's clock may be behind, and a clock that is set back must
 * not bring back a code that was used or a token that was revoked.
 */
const SLACK: Seconds = HOUR

/** Ends a grant, once. The row is kept for a day: by then every code that led to it has expired. */
export const endGrant = (grant: Grant, endedBy: GrantEnd, now: Seconds): Grant =>
  grant.endedAt === null
    ? { ...grant, endedAt: now, endedBy, keepUntil: Math.min(grant.keepUntil, now + DAY) }
    : grant

/**
 * A code, presented by its own client with all that proves it. The order is that of docs/architecture.md "Redemption".
 * @param grant the one that the code names, if any code of that sign-in was redeemed
 * @param kept what did not fit into the code, where it was kept
 */
export function redeemCode(
  grant: Grant | undefined,
  kept: ApprovalDetails | undefined,
  redemption: Redemption,
  standing: Standing,
): Step<RedemptionRefusal> {
  if (grant && grant.codeId !== null) return redeemAgain(grant, redemption, standing)
  const { core, expiresAt } = redemption
  if (standing.now >= expiresAt) return { answer: err('expired') }
  if (grant && grant.endedAt !== null) return { answer: err('ended') }
  if (!isApprovalStanding(core, standing) || !hasSession(standing)) return { answer: err('ended') }
  const details = redemption.details ?? grant?.approval ?? kept
  if (!details || !mayGive(standing.person, details.scope)) return { answer: err('ended') }
  if (!grantsResources(details.resource, redemption.wanted)) return { answer: err('resource') }
  const opened = openGrant(redemption, details, standing.now)
  const redeemed = grant ? joined(grant, opened) : opened
  return { answer: ok(redeemed), changed: redeemed }
}

/** The grant of a hybrid flow: what its front channel has had hangs on it as before, and what was revoked stays so. */
const joined = ({ createdAt, revokedTokens, keepUntil }: Grant, opened: Grant): Grant => ({
  ...opened,
  createdAt,
  revokedTokens,
  keepUntil: Math.max(keepUntil, opened.keepUntil),
})

/**
 * A grant that is opened where it is approved, because tokens go out with the response (OpenID Connect Core §3.2, §3.3).
 * It has no refresh token; a code of the same response adds to it.
 * @param until when the last of what goes out has died
 */
export const openFrontGrant = (approval: Approval, until: Seconds, now: Seconds): Grant => ({
  ...newGrant(approval, now),
  codeId: null,
  redeemAttempt: null,
  generation: 0,
  keepUntil: until + SLACK,
})

function redeemAgain(
  grant: Grant,
  { attempt, codeId }: Redemption,
  standing: Standing,
): Step<RedemptionRefusal> {
  if (grant.codeId !== codeId) return { answer: err('redeemed') }
  // The same request once more, for its answer was lost. What has ended meanwhile is not answered with tokens.
  if (grant.redeemAttempt === attempt) {
    return { answer: isGrantAlive(grant, standing) ? ok(grant) : err('ended') }
  }
  // "If an authorization code is used more than once, the authorization server MUST deny the request and SHOULD revoke
  // (when possible) all tokens previously issued based on that authorization code" (RFC 6749 §4.1.2).
  const event = grantEvent('code_reuse', grant, grant.clientId, standing.now)
  return { answer: err('reused'), ...ended(grant, 'code_reuse', standing.now), event }
}

function openGrant(redemption: Redemption, details: ApprovalDetails, now: Seconds): Grant {
  const { core, codeId, attempt, expiresAt, accessTokenLifetime, refresh } = redemption
  const granted = newGrant({ ...details, ...core }, now)
  const isRefreshable = granted.offline && redemption.mayRefresh
  const lastIssued = isRefreshable ? now + refresh.absolute : now
  return {
    ...granted,
    codeId,
    redeemAttempt: attempt,
    generation: isRefreshable ? 1 : 0,
    keepUntil: Math.max(expiresAt, lastIssued + accessTokenLifetime) + SLACK,
  }
}

const newGrant = (
  approval: Approval,
  now: Seconds,
): Omit<Grant, 'codeId' | 'redeemAttempt' | 'generation' | 'keepUntil'> => ({
  schema: 1,
  id: approval.grantId,
  clientId: approval.clientId,
  approval,
  offline: approval.scope.includes('offline_access'),
  createdAt: now,
  lastUsedAt: now,
  rotatedAt: now,
  refreshAttempt: null,
  revokedTokens: [],
  endedAt: null,
  endedBy: null,
})

/** A refresh token, presented by an authenticated client: the table of docs/architecture.md "Refresh". */
export function refreshGrant(
  grant: Grant,
  question: RefreshQuestion,
  standing: Standing,
): Step<RefreshRefusal> {
  const { attempt, clientId, generation } = question
  const { now } = standing
  if (grant.generation === 0) return { answer: err('unknown') }
  // "the refresh token is bound to the client to which it was issued" (RFC 6749 §6). The family is not to blame.
  if (grant.clientId !== clientId) {
    const event = grantEvent('rt_foreign_client', grant, clientId, now, { of: grant.clientId })
    return { answer: err('unknown'), event }
  }
  // "the refresh token MUST be bound to the respective public key" (RFC 9449 §5). Nor is the family to blame here.
  if (isBoundToOther(grant, question)) {
    return { answer: err('other_key'), event: grantEvent('rt_other_key', grant, clientId, now) }
  }
  if (!isGrantAlive(grant, standing)) return { answer: err('ended') }
  if (isExpired(grant, question, now)) return { answer: err('expired') }
  const isGranted = grantsResources(grant.approval.resource, question.wanted)
  const age = grant.generation - generation
  if (age === 0) return isGranted ? useCurrent(grant, question, now) : { answer: err('resource') }
  if (age === 1 && grant.refreshAttempt === attempt) return { answer: ok(grant) }
  // Two tabs, or an answer that was lost: the current generation again.
  if (age === 1 && isWithinGrace(grant, question, now)) {
    return {
      answer: isGranted ? ok(grant) : err('resource'),
      event: grantEvent('rt_grace', grant, clientId, now, { generation }),
    }
  }
  // "The authorization server cannot determine which party submitted the invalid refresh token, but it will revoke the
  // active refresh token" (RFC 9700 §4.14.2). An `age` of 2 or more is no lost answer; one below 0 was never issued.
  const event = grantEvent('rt_reuse', grant, clientId, now, { age })
  return { answer: err('reused'), ...ended(grant, 'rt_reuse', now), event }
}

const isBoundToOther = ({ approval: { cnf } }: Grant, { holder }: RefreshQuestion): boolean =>
  cnf !== undefined && cnf.jkt !== holder?.jkt

/** The grant, bound to the key that was proven where its client has nothing else to be known by. */
const boundTo = (grant: Grant, { holder }: RefreshQuestion): Grant =>
  holder?.binds && !grant.approval.cnf
    ? { ...grant, approval: { ...grant.approval, cnf: { jkt: holder.jkt } } }
    : grant

const isExpired = (grant: Grant, { refresh }: RefreshQuestion, now: Seconds): boolean =>
  now >= grant.createdAt + refresh.absolute || now >= grant.lastUsedAt + refresh.idle

/** On either side of the rotation, for the clock may have been set back; but no longer than the grace. */
const isWithinGrace = (grant: Grant, { refresh }: RefreshQuestion, now: Seconds): boolean =>
  Math.abs(now - grant.rotatedAt) < refresh.grace

function useCurrent(grant: Grant, question: RefreshQuestion, now: Seconds): Step<RefreshRefusal> {
  const { attempt, refresh, accessTokenLifetime } = question
  const bound = boundTo(grant, question)
  const used: Grant = {
    ...bound,
    lastUsedAt: Math.max(now, grant.lastUsedAt),
    keepUntil: grant.createdAt + refresh.absolute + accessTokenLifetime + SLACK,
  }
  if (refresh.rotation === 'rotate') {
    const rotated: Grant = {
      ...used,
      generation: grant.generation + 1,
      rotatedAt: now,
      refreshAttempt: attempt,
    }
    return { answer: ok(rotated), changed: rotated }
  }
  // What never rotates has its use written down now and then, so that it costs no row each time.
  const isDue = bound !== grant || now - grant.lastUsedAt >= refresh.idle / 24
  return isDue ? { answer: ok(used), changed: used } : { answer: ok(grant) }
}

/** The grant without one of its access tokens, which is remembered until it would have expired anyway. */
export function revokeAccessToken(
  grant: Grant,
  token: Grant['revokedTokens'][number],
  now: Seconds,
): Grant {
  if (grant.endedAt !== null || isTokenRevoked(grant, token.id)) return grant
  const others = grant.revokedTokens.filter(({ until }) => until + SLACK > now)
  return { ...grant, revokedTokens: [...others, token] }
}

export const isTokenRevoked = (grant: Grant, tokenId: string): boolean =>
  grant.revokedTokens.some(({ id }) => id === tokenId)

/** The change of ending a grant; none where it has ended before. */
const ended = (grant: Grant, by: GrantEnd, now: Seconds): { changed?: Grant } =>
  grant.endedAt === null ? { changed: endGrant(grant, by, now) } : {}
