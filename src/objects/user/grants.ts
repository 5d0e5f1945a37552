/** The grants of a person: opened by a code, kept alive by refresh tokens, ended by many things. */
import type {
  LiveGrant,
  Redemption,
  RedemptionRefusal,
  RefreshQuestion,
  RefreshRefusal,
  TokenQuestion,
} from '../../domain/approval.ts'
import type { ApprovalCore, Grant, GrantEnd } from '../../domain/grant.ts'
import {
  endGrant,
  openGrant,
  presentCodeAgain,
  presentRefreshToken,
  type Step,
} from '../../domain/grant_machine.ts'
import type { Person } from '../../domain/person.ts'
import type { SessionPolicy } from '../../domain/session.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { ClientId, GrantId, TokenId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { takeDetails } from './approve.ts'
import { readPerson, readWithdrawals } from './documents.ts'
import type { Notes } from './events.ts'
import { standingSession } from './sessions.ts'
import type { Sql } from './tables.ts'

export function readGrant(sql: Sql, id: string): Grant | undefined {
  const [row] = sql.read<{ record: string }>('SELECT record FROM grants WHERE id = ?', id)
  return row && (JSON.parse(row.record) as Grant)
}

export const allGrants = (sql: Sql): Grant[] =>
  sql
    .read<{ record: string }>('SELECT record FROM grants')
    .map(({ record }) => JSON.parse(record) as Grant)

export function writeGrant(sql: Sql, grant: Grant): void {
  const record = JSON.stringify(grant)
  sql.write('INSERT OR REPLACE INTO grants VALUES (?, ?, ?)', grant.id, grant.keepUntil, record)
}

/** In the order of ARCHITECTURE "Redemption". */
export function redeem(
  sql: Sql,
  notes: Notes,
  redemption: Redemption,
  now: Seconds,
): Result<LiveGrant, RedemptionRefusal> {
  const { core, policy, clientEpoch } = redemption
  const person = readPerson(sql)
  if (!person) return err('ended')
  const standing = readGrant(sql, core.grantId)
  if (standing) {
    const { result } = take(sql, notes, standing, presentCodeAgain(standing, redemption, now))
    return result.ok ? ok(liveGrant(result.value, person)) : result
  }
  if (now > redemption.expiresAt) return err('expired')
  if (!isApprovalAlive(sql, person, core, { clientEpoch, policy })) return err('ended')
  if (!standingSession(sql, person, core.sessionId, policy, now)) return err('ended')
  const details = redemption.details ?? takeDetails(sql, core.grantId)
  if (!details) return err('ended')
  const grant = openGrant(redemption, details, now)
  sweepGrants(sql, now)
  writeGrant(sql, grant)
  return ok(liveGrant(grant, person))
}

export function refresh(
  sql: Sql,
  notes: Notes,
  question: RefreshQuestion,
  now: Seconds,
): Result<LiveGrant, RefreshRefusal> {
  const person = readPerson(sql)
  const grant = readGrant(sql, question.grantId)
  if (!person || !grant) return err('unknown')
  if (!isGrantAlive(sql, person, grant, question, now)) return err('ended')
  const { result } = take(sql, notes, grant, presentRefreshToken(grant, question, now))
  return result.ok ? ok(liveGrant(result.value, person)) : result
}

/** Stores what a step changed and notes what it found, in this very turn. */
function take<Refusal>(sql: Sql, notes: Notes, grant: Grant, step: Step<Refusal>): Step<Refusal> {
  if (step.changed) writeGrant(sql, step.changed)
  if (step.event) {
    const detail = step.age === undefined ? {} : { detail: { age: step.age } }
    notes.note(step.event, { client_id: grant.clientId, grant_id: grant.id, ...detail })
  }
  return step
}

interface Today {
  clientEpoch: number
  policy: SessionPolicy
}

/** Nothing that ends approvals has happened since this one was given. */
function isApprovalAlive(
  sql: Sql,
  person: Person,
  core: ApprovalCore,
  { clientEpoch, policy }: Today,
): boolean {
  return (
    !person.disabled &&
    core.credentialEpoch >= person.credentialEpoch &&
    core.clientEpoch >= clientEpoch &&
    core.tenantEpoch >= policy.tenantEpoch &&
    core.consentSerial >= readWithdrawals(sql).count
  )
}

function isGrantAlive(sql: Sql, person: Person, grant: Grant, today: Today, now: Seconds): boolean {
  return (
    grant.endedAt === null &&
    isApprovalAlive(sql, person, grant.approval, today) &&
    (grant.offline ||
      standingSession(sql, person, grant.approval.sessionId, today.policy, now) !== undefined)
  )
}

export function inspect(
  sql: Sql,
  question: TokenQuestion,
  now: Seconds,
): Result<LiveGrant, 'ended'> {
  const person = readPerson(sql)
  const grant = readGrant(sql, question.grantId)
  if (!person || !grant || !isGrantAlive(sql, person, grant, question, now)) return err('ended')
  const isRevoked = grant.revokedTokens.some(({ id }) => id === question.tokenId)
  return isRevoked ? err('ended') : ok(liveGrant(grant, person))
}

const liveGrant = ({ approval, generation, createdAt }: Grant, person: Person): LiveGrant => ({
  approval,
  generation,
  createdAt,
  claims: person.claims,
  personUpdatedAt: person.updatedAt,
})

export function revokeToken(
  sql: Sql,
  revoked: { grantId: GrantId; tokenId: TokenId; until: Seconds; clientId: ClientId },
  now: Seconds,
): void {
  const grant = readGrant(sql, revoked.grantId)
  if (!grant || grant.clientId !== revoked.clientId || grant.endedAt !== null) return
  const others = grant.revokedTokens.filter(({ until }) => until > now)
  const { tokenId: id, until } = revoked
  writeGrant(sql, { ...grant, revokedTokens: [...others, { id, until }] })
}

/** @returns whether there was one that had not ended */
export function endOneGrant(sql: Sql, id: string, by: GrantEnd, now: Seconds): boolean {
  const grant = readGrant(sql, id)
  if (!grant || grant.endedAt !== null) return false
  writeGrant(sql, endGrant(grant, by, now))
  return true
}

/** A few at a time, whenever a grant is opened. */
function sweepGrants(sql: Sql, now: Seconds): void {
  const query = 'SELECT id FROM grants WHERE keep_until < ? LIMIT 10'
  for (const { id } of sql.read<{ id: string }>(query, now)) {
    sql.write('DELETE FROM grants WHERE id = ?', id)
  }
}
