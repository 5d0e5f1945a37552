/** The rows of grants: read, written, swept, and opened where the front channel does not wait for a code. */
import type { ApprovalQuestion, Approved, FrontGrant } from '../../domain/approval.ts'
import type { Grant } from '../../domain/grant.ts'
import { openFrontGrant } from '../../domain/grant_machine.ts'
import type { Sql } from '../sql.ts'
import type { Turn } from './turn.ts'

export function readGrant(sql: Sql, id: string): Grant | undefined {
  const [row] = sql.read<{ record: string }>('SELECT record FROM grants WHERE id = ?', id)
  return row && (JSON.parse(row.record) as Grant)
}

export function writeGrant(sql: Sql, grant: Grant): void {
  sql.write(
    'INSERT OR REPLACE INTO grants (id, keep_until, record) VALUES (?, ?, ?)',
    grant.id,
    grant.keepUntil,
    JSON.stringify(grant),
  )
}

/** Opened once: approved again, by a double click, it stays what it is. */
export function openGrant(
  turn: Turn,
  { clientId, session, policy }: ApprovalQuestion,
  { facts, consentSerial, credentialEpoch }: Approved,
  { grantId, clientEpoch, details, until }: FrontGrant,
): void {
  const { sql, now } = turn
  if (readGrant(sql, grantId)) return
  sweepGrants(turn)
  const { tenantEpoch } = policy
  const { sessionId } = session
  const core = { grantId, clientId, sessionId, facts, consentSerial, credentialEpoch }
  const approval = { ...details, ...core, tenantEpoch, clientEpoch }
  writeGrant(sql, openFrontGrant(approval, until, now))
}

const SWEPT_AT_ONCE = 10

/** A few at a time, whenever a grant is opened. */
export function sweepGrants({ sql, now }: Turn): void {
  const query = 'SELECT id FROM grants WHERE keep_until < ? LIMIT ?'
  for (const { id } of sql.read<{ id: string }>(query, now, SWEPT_AT_ONCE)) {
    sql.write('DELETE FROM grants WHERE id = ?', id)
  }
}
