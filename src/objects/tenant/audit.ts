/** The audit table: appended to by the change itself, read newest first, swept when it is written. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { Page } from '../../domain/page.ts'
import { DAY } from '../../kernel/clock.ts'
import type { Sql } from '../sql.ts'

/** How long a line is kept. */
export const AUDIT_KEPT = 400 * DAY
const SWEPT_AT_ONCE = 100

/** Appends each event once, however often it comes, and sweeps a few that are old. */
export function appendAudit(sql: Sql, events: readonly AuditEvent[]): void {
  for (const event of events) {
    sql.write(
      'INSERT OR IGNORE INTO audit (at, id, event, record) VALUES (?, ?, ?, ?)',
      event.at,
      event.id,
      event.event,
      JSON.stringify(event),
    )
  }
  if (events.length === 0) return
  const newest = Math.max(...events.map(({ at }) => at))
  const old = sql.read<{ at: number; id: string }>(
    'SELECT at, id FROM audit WHERE at < ? LIMIT ?',
    newest - AUDIT_KEPT,
    SWEPT_AT_ONCE,
  )
  for (const { at, id } of old) sql.write('DELETE FROM audit WHERE at = ? AND id = ?', at, id)
}

/** Whether this event stands already: then the change that it tells of was made, and only the answer was lost. */
export const hasAudit = (sql: Sql, { at, id }: AuditEvent): boolean =>
  sql.read('SELECT 1 FROM audit WHERE at = ? AND id = ?', at, id).length > 0

/** A page, newest first. The place after it is `at:id` of its last line. */
export function auditPage(
  sql: Sql,
  page: { limit: number; after: string | null; event?: string },
): Page<AuditEvent> {
  const [at, id] = readPlace(page.after)
  const rows = sql.read<{ at: number; id: string; record: string }>(
    `SELECT at, id, record FROM audit WHERE (at, id) < (?, ?) AND (? IS NULL OR event = ?)
     ORDER BY at DESC, id DESC LIMIT ?`,
    at,
    id,
    page.event ?? null,
    page.event ?? null,
    page.limit + 1,
  )
  const last = rows[page.limit - 1]
  return {
    items: rows.slice(0, page.limit).map(({ record }) => JSON.parse(record) as AuditEvent),
    next: rows.length > page.limit && last ? `${last.at}:${last.id}` : null,
  }
}

function readPlace(after: string | null): [at: number, id: string] {
  if (after === null) return [Number.MAX_SAFE_INTEGER, '']
  const [at = '', ...id] = after.split(':')
  return [Number(at), id.join(':')]
}
