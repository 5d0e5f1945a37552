/** Whom an operator has invited, until the account is made or the invitation is taken back. */
import type { AuditEvent } from '../../domain/audit.ts'
import { INVITATION_KEPT, type Invitation } from '../../domain/invitation.ts'
import type { Page, PageRequest } from '../../domain/page.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import type { Ledger } from './ledger.ts'

export function readInvitation(sql: Sql, id: string): Invitation | undefined {
  const [row] = sql.read<{ record: string }>('SELECT record FROM invitations WHERE id = ?', id)
  return row && (JSON.parse(row.record) as Invitation)
}

function writeInvitation(sql: Sql, invitation: Invitation): void {
  sql.write(
    'INSERT OR REPLACE INTO invitations (id, expires_at, record) VALUES (?, ?, ?)',
    invitation.id,
    invitation.expiresAt,
    JSON.stringify(invitation),
  )
}

/** All that were not taken back, in the order of their ids. */
export function invitationPage(sql: Sql, { limit, after }: PageRequest): Page<Invitation> {
  const rows = sql.read<{ id: string; record: string }>(
    'SELECT id, record FROM invitations WHERE id > ? ORDER BY id LIMIT ?',
    after ?? '',
    limit + 1,
  )
  return {
    items: rows.slice(0, limit).map(({ record }) => JSON.parse(record) as Invitation),
    next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
  }
}

/** What has been over for long goes with the next. */
export function createInvitation(ledger: Ledger, invitation: Invitation, audit: AuditEvent): void {
  const { sql } = ledger
  // Asked again after an answer was lost, it would forget that it was accepted meanwhile.
  if (ledger.wasMade(audit)) return
  ledger.note([audit], () => {
    const over = invitation.createdAt - INVITATION_KEPT
    sql.write('DELETE FROM invitations WHERE expires_at <= ?', over)
    writeInvitation(sql, invitation)
  })
}

/** From now on nobody makes an account by it. */
export function deleteInvitation(
  ledger: Ledger,
  id: string,
  audit: AuditEvent,
): Result<null, 'unknown'> {
  if (ledger.wasMade(audit)) return ok(null)
  if (!readInvitation(ledger.sql, id)) return err('unknown')
  ledger.note([audit], () => {
    ledger.sql.write('DELETE FROM invitations WHERE id = ?', id)
  })
  return ok(null)
}

/** The account is made: that its name was free made it the only one. */
export function acceptInvitation(sql: Sql, id: string, now: Seconds): void {
  const invitation = readInvitation(sql, id)
  if (invitation && invitation.acceptedAt === undefined) {
    writeInvitation(sql, { ...invitation, acceptedAt: now })
  }
}
