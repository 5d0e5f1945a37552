/** Leave to register clients, as an operator gave it: who still gives some, and to how many it was given. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { Page, PageRequest } from '../../domain/page.ts'
import type { InitialAccessToken } from '../../domain/registration.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Ledger } from './ledger.ts'
import type { Sql } from '../sql.ts'

export function readToken(sql: Sql, id: string): InitialAccessToken | undefined {
  const [row] = sql.read<{ record: string }>(
    'SELECT record FROM initial_access_tokens WHERE id = ?',
    id,
  )
  return row && (JSON.parse(row.record) as InitialAccessToken)
}

export function writeToken(sql: Sql, token: InitialAccessToken): void {
  sql.write(
    'INSERT OR REPLACE INTO initial_access_tokens (id, record) VALUES (?, ?)',
    token.id,
    JSON.stringify(token),
  )
}

/** All that were not revoked, in the order of their ids. */
export function tokenPage(sql: Sql, { limit, after }: PageRequest): Page<InitialAccessToken> {
  const rows = sql.read<{ id: string; record: string }>(
    'SELECT id, record FROM initial_access_tokens WHERE id > ? ORDER BY id LIMIT ?',
    after ?? '',
    limit + 1,
  )
  return {
    items: rows.slice(0, limit).map(({ record }) => JSON.parse(record) as InitialAccessToken),
    next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
  }
}

export function createToken(ledger: Ledger, token: InitialAccessToken, audit: AuditEvent): void {
  // Asked again after an answer was lost, it would forget whom it has registered meanwhile.
  if (ledger.wasMade(audit)) return
  ledger.note([audit], () => writeToken(ledger.sql, token))
}

/** From now on it registers nobody; who has come by it stays. */
export function deleteToken(
  ledger: Ledger,
  id: string,
  audit: AuditEvent,
): Result<null, 'unknown'> {
  if (ledger.wasMade(audit)) return ok(null)
  if (!readToken(ledger.sql, id)) return err('unknown')
  ledger.note([audit], () => {
    ledger.sql.write('DELETE FROM initial_access_tokens WHERE id = ?', id)
  })
  return ok(null)
}
