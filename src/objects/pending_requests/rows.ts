/** The one table of what waits for a person, whatever kind it is. */
import type { PendingRequest } from '../../domain/pending_request.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { Sql } from '../sql.ts'

export const REQUEST_TABLE = `CREATE TABLE requests (
   id TEXT PRIMARY KEY, kind TEXT NOT NULL, expires_at INTEGER NOT NULL, record TEXT NOT NULL
 ) WITHOUT ROWID`

export type Kind = 'pushed' | 'sign_in' | 'device' | 'upstream' | 'newcomer'

/** What every row says of itself. */
export interface Waiting {
  id: string
  expiresAt: Seconds
}

/** A row of any kind that has not expired. */
export function readRow<Row extends Waiting = PendingRequest<unknown>>(
  sql: Sql,
  id: string,
  now: Seconds,
): { kind: Kind; request: Row } | undefined {
  const [row] = sql.read<{ kind: Kind; record: string }>(
    'SELECT kind, record FROM requests WHERE id = ? AND expires_at > ?',
    id,
    now,
  )
  return row && { kind: row.kind, request: JSON.parse(row.record) as Row }
}

/** The row, if it is of that kind. */
export function findRow<Row extends Waiting>(
  sql: Sql,
  id: string,
  kind: Kind,
  now: Seconds,
): Row | undefined {
  const row = readRow<Row>(sql, id, now)
  return row?.kind === kind ? row.request : undefined
}

export const findRequest = <Request>(
  sql: Sql,
  id: string,
  kind: Kind,
  now: Seconds,
): PendingRequest<Request> | undefined => findRow(sql, id, kind, now)

export function storeRequest<Row extends Waiting>(sql: Sql, kind: Kind, request: Row): void {
  const record = JSON.stringify(request)
  const { id, expiresAt } = request
  sql.write('INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?)', id, kind, expiresAt, record)
}

/** Looks at the next few rows only: ids are random, so every row comes to be next to a new one. */
export function sweepRequests(sql: Sql, id: string, now: Seconds): void {
  const next = sql.read<{ id: string; expires_at: number }>(
    'SELECT id, expires_at FROM requests WHERE id > ? ORDER BY id LIMIT 4',
    id,
  )
  for (const row of next) {
    if (row.expires_at <= now) sql.write('DELETE FROM requests WHERE id = ?', row.id)
  }
}
