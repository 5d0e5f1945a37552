/** What happened to a person's grants: written down in the turn that saw it, then handed to the tenant's audit. */
import { auditEventOf, type SecurityEvent } from '../../domain/security_event.ts'
import type { JobsPort } from '../jobs_port.ts'
import { readPerson } from './documents.ts'
import type { Sql } from '../sql.ts'

const MOST_EVENTS = 100
const DELIVERED_AT_ONCE = 50

/** Writes an event down, once. @returns whether it is a new one, and so is to be delivered */
export function writeEvent(sql: Sql, event: SecurityEvent): boolean {
  const written = sql.write(
    `INSERT OR IGNORE INTO events (id, at, delivered, record) VALUES (?, ?, 0, ?) RETURNING 1`,
    event.id,
    event.at,
    JSON.stringify(event),
  )
  if (written.length === 0) return false
  // What nobody has been told of stays, however much it is.
  sql.write(
    `DELETE FROM events WHERE delivered = 1 AND id NOT IN
       (SELECT id FROM events ORDER BY at DESC, id DESC LIMIT ?)`,
    MOST_EVENTS,
  )
  return true
}

/** Newest first. */
export const newestEvents = (sql: Sql): SecurityEvent[] =>
  readEvents(sql, 'SELECT record FROM events ORDER BY at DESC, id DESC LIMIT ?', MOST_EVENTS)

const undelivered = (sql: Sql): SecurityEvent[] =>
  readEvents(
    sql,
    'SELECT record FROM events WHERE delivered = 0 ORDER BY at, id LIMIT ?',
    DELIVERED_AT_ONCE,
  )

const readEvents = (sql: Sql, query: string, limit: number): SecurityEvent[] =>
  sql
    .read<{ record: string }>(query, limit)
    .map(({ record }) => JSON.parse(record) as SecurityEvent)

/** Whether there is something that the audit was not told of. */
export const hasUndelivered = (sql: Sql): boolean => undelivered(sql).length > 0

/** Hands on all that is not delivered, at least once: the audit keeps each id once. @throws what the delivery throws */
export async function deliverEvents(sql: Sql, jobs: JobsPort): Promise<void> {
  const person = readPerson(sql)
  if (!person) return
  for (;;) {
    const events = undelivered(sql)
    if (events.length === 0) return
    const audit = events.map((event) => auditEventOf(person, event))
    await jobs.deliverAudit(person.tenant, audit)
    for (const { id } of events) sql.write('UPDATE events SET delivered = 1 WHERE id = ?', id)
  }
}
