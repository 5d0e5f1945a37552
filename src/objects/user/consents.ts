/** What a person has consented to, and what of an approval waits for its code. */
import type { ApprovalQuestion } from '../../domain/approval.ts'
import type { Consent } from '../../domain/consent.ts'
import type { ApprovalDetails } from '../../domain/grant.ts'
import type { ClientId, GrantId } from '../../kernel/ids.ts'
import type { Sql } from '../sql.ts'
import type { Turn } from './turn.ts'

export function readConsent(sql: Sql, clientId: ClientId): Consent | undefined {
  const query = 'SELECT record FROM consents WHERE client_id = ?'
  const [row] = sql.read<{ record: string }>(query, clientId)
  return row && (JSON.parse(row.record) as Consent)
}

export function writeConsent(sql: Sql, consent: Consent): void {
  sql.write(
    'INSERT OR REPLACE INTO consents (client_id, record) VALUES (?, ?)',
    consent.clientId,
    JSON.stringify(consent),
  )
}

export const allConsents = (sql: Sql): Consent[] =>
  sql
    .read<{ record: string }>('SELECT record FROM consents')
    .map(({ record }) => JSON.parse(record) as Consent)

/** @param clientId to whom it was given; undefined for everybody */
export const forgetConsents = (sql: Sql, clientId?: string): void => {
  if (clientId === undefined) sql.write('DELETE FROM consents')
  else sql.write('DELETE FROM consents WHERE client_id = ?', clientId)
}

/** Also forgets what nobody came for. */
export function keepDetails(
  { sql, now }: Turn,
  { grantId, details, until }: NonNullable<ApprovalQuestion['keep']>,
): void {
  sql.write('DELETE FROM approved WHERE until < ?', now)
  sql.write(
    'INSERT OR REPLACE INTO approved (grant_id, until, record) VALUES (?, ?, ?)',
    grantId,
    until,
    JSON.stringify(details),
  )
}

/** What was kept for a code. */
export function keptDetails(sql: Sql, grantId: GrantId): ApprovalDetails | undefined {
  const query = 'SELECT record FROM approved WHERE grant_id = ?'
  const [row] = sql.read<{ record: string }>(query, grantId)
  return row && (JSON.parse(row.record) as ApprovalDetails)
}

export const forgetDetails = (sql: Sql, grantId: GrantId): void => {
  sql.write('DELETE FROM approved WHERE grant_id = ?', grantId)
}
