/** The grants of a person: opened by a code, kept alive by refresh tokens, ended by many things. */
import type {
  LiveGrant,
  Redemption,
  RedemptionRefusal,
  RefreshQuestion,
  RefreshRefusal,
  TokenQuestion,
} from '../../domain/approval.ts'
import { withdrawn } from '../../domain/consent.ts'
import type { Grant, GrantEnd } from '../../domain/grant.ts'
import {
  endGrant,
  isTokenRevoked,
  redeemCode,
  refreshGrant,
  revokeAccessToken,
  type Step,
} from '../../domain/grant_machine.ts'
import type { Person } from '../../domain/person.ts'
import { isApprovalKept, isGrantAlive, type Standing, type Today } from '../../domain/standing.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { ClientId, GrantId, SessionId, TokenId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { forgetConsents, forgetDetails, keptDetails } from './consents.ts'
import { readPerson, readWithdrawals, writeWithdrawals } from './documents.ts'
import { readGrant, sweepGrants, writeGrant } from './grant_rows.ts'
import { readSession, rememberClient } from './sessions.ts'
import type { Turn } from './turn.ts'

export function redeem(turn: Turn, redemption: Redemption): Result<LiveGrant, RedemptionRefusal> {
  const { sql } = turn
  const { core } = redemption
  const person = readPerson(sql)
  if (!person) return err('ended')
  const grant = readGrant(sql, core.grantId)
  const kept = redemption.details === null ? keptDetails(sql, core.grantId) : undefined
  const standing = standingOf(turn, person, core.sessionId, redemption)
  const step = redeemCode(grant, kept, redemption, standing)
  if (step.answer.ok && (!grant || grant.codeId === null)) {
    if (!grant) sweepGrants(turn)
    if (kept) forgetDetails(sql, core.grantId)
    noteClient(turn, redemption, step.answer.value)
  }
  return take(turn, person, step)
}

/** An ID token brings its client the `sid` of the session: from now on it can be told of the end. */
function noteClient(
  { sql }: Turn,
  { isToldOfSignOut }: Redemption,
  { clientId, approval }: Grant,
): void {
  const session = readSession(sql, approval.sessionId)
  const hasIdToken = approval.scope.includes('openid')
  if (isToldOfSignOut && hasIdToken && session) rememberClient(sql, session, clientId)
}

export function refresh(turn: Turn, question: RefreshQuestion): Result<LiveGrant, RefreshRefusal> {
  const person = readPerson(turn.sql)
  const grant = person && readGrant(turn.sql, question.grantId)
  if (!grant) return err('unknown')
  const standing = standingOf(turn, person, grant.approval.sessionId, question)
  return take(turn, person, refreshGrant(grant, question, standing))
}

export function inspect(turn: Turn, question: TokenQuestion): Result<LiveGrant, 'ended'> {
  const person = readPerson(turn.sql)
  const grant = person && readGrant(turn.sql, question.grantId)
  if (!grant) return err('ended')
  const standing = standingOf(turn, person, grant.approval.sessionId, question)
  const isGood = isGrantAlive(grant, standing) && !isTokenRevoked(grant, question.tokenId)
  return isGood ? ok(liveGrant(grant, person)) : err('ended')
}

const standingOf = (
  { sql, now }: Turn,
  person: Person,
  sessionId: SessionId,
  { policy, clientEpoch }: Omit<Today, 'now'>,
): Standing => ({
  person,
  withdrawals: readWithdrawals(sql),
  session: readSession(sql, sessionId),
  policy,
  clientEpoch,
  now,
})

/** Stores what a step has changed and tells what it has found, in this very turn. */
function take<Refusal>(
  { sql, tell }: Turn,
  person: Person,
  { answer, changed, event }: Step<Refusal>,
): Result<LiveGrant, Refusal> {
  if (changed) writeGrant(sql, changed)
  if (event) tell(event)
  return answer.ok ? ok(liveGrant(answer.value, person)) : answer
}

const liveGrant = ({ approval, generation, createdAt }: Grant, person: Person): LiveGrant => ({
  approval,
  generation,
  createdAt,
  claims: person.claims,
  personUpdatedAt: person.updatedAt,
  ...(person.attributes && { attributes: person.attributes }),
  admin: person.admin ?? false,
})

export function revokeToken(
  { sql, now }: Turn,
  revoked: { grantId: GrantId; tokenId: TokenId; until: Seconds; clientId: ClientId },
): void {
  const grant = readGrant(sql, revoked.grantId)
  if (grant?.clientId !== revoked.clientId) return
  const without = revokeAccessToken(grant, { id: revoked.tokenId, until: revoked.until }, now)
  if (without !== grant) writeGrant(sql, without)
}

export function revokeGrant(turn: Turn, id: GrantId, clientId: ClientId): void {
  const grant = readGrant(turn.sql, id)
  if (grant?.clientId === clientId) end(turn, grant, 'revoked_by_client')
}

export function endOneGrant(turn: Turn, id: string): Result<null, 'unknown'> {
  const grant = readGrant(turn.sql, id)
  if (!grant) return err('unknown')
  end(turn, grant, 'revoked_by_admin')
  return ok(null)
}

/**
 * Counts one withdrawal more, which ends every code that is not redeemed yet as well.
 * @param clientId from whom; undefined for everybody
 * @returns how many grants ended
 */
export function withdrawGrants(
  turn: Turn,
  clientId?: string,
  by: GrantEnd = 'revoked_by_admin',
): number {
  const { sql } = turn
  if (!readPerson(sql)) return 0
  const grants = keptGrants(turn).filter((grant) => grant.clientId === (clientId ?? grant.clientId))
  writeWithdrawals(sql, withdrawn(readWithdrawals(sql), clientId))
  forgetConsents(sql, clientId)
  for (const grant of grants) end(turn, grant, by)
  return grants.length
}

function end({ sql, now }: Turn, grant: Grant, by: GrantEnd): void {
  if (grant.endedAt === null) writeGrant(sql, endGrant(grant, by, now))
}

/** The grants that still stand, as far as can be told without the numbers of the tenant and the client. */
export function keptGrants({ sql, now }: Turn): Grant[] {
  const person = readPerson(sql)
  if (!person) return []
  const withdrawals = readWithdrawals(sql)
  return sql
    .read<{ record: string }>('SELECT record FROM grants WHERE keep_until > ?', now)
    .map(({ record }) => JSON.parse(record) as Grant)
    .filter(
      ({ endedAt, approval, offline }) =>
        endedAt === null &&
        isApprovalKept(approval, person, withdrawals) &&
        (offline || readSession(sql, approval.sessionId) !== undefined),
    )
}
