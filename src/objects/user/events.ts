/** What happened to a person's grants: written in the turn that saw it, then handed to the tenant's audit. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { GrantEvent } from '../../domain/grant_machine.ts'
import type { Person } from '../../domain/person.ts'
import type { SecurityEvent } from '../../domain/security_event.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { randomToken } from '../../kernel/random.ts'
import type { Sql } from './tables.ts'

/** Writes events down, and has them delivered. */
export interface Notes {
  note(event: GrantEvent, about: Pick<SecurityEvent, 'client_id' | 'grant_id' | 'detail'>): void
}

const MOST_EVENTS = 100

export function writeEvent(
  sql: Sql,
  event: GrantEvent,
  about: Pick<SecurityEvent, 'client_id' | 'grant_id' | 'detail'>,
  now: Seconds,
): void {
  const record: SecurityEvent = { id: randomToken(), at: now, event, ...about }
  sql.write('INSERT INTO events VALUES (?, ?, 0, ?)', now, record.id, JSON.stringify(record))
  sql.write(
    `DELETE FROM events WHERE delivered = 1 AND (at, id) NOT IN
       (SELECT at, id FROM events ORDER BY at DESC, id DESC LIMIT ${MOST_EVENTS})`,
  )
}

/** Newest first. */
export const allEvents = (sql: Sql): SecurityEvent[] => readEvents(sql, 'delivered IN (0, 1)')

export const undelivered = (sql: Sql): SecurityEvent[] => readEvents(sql, 'delivered = 0')

const readEvents = (sql: Sql, condition: string): SecurityEvent[] =>
  sql
    .read<{ record: string }>(
      `SELECT record FROM events WHERE ${condition} ORDER BY at DESC, id DESC LIMIT ${MOST_EVENTS}`,
    )
    .map(({ record }) => JSON.parse(record) as SecurityEvent)

export function markDelivered(sql: Sql, events: readonly SecurityEvent[]): void {
  for (const { at, id } of events) {
    sql.write('UPDATE events SET delivered = 1 WHERE at = ? AND id = ?', at, id)
  }
}

/** As the tenant's audit keeps it: done by a client, to this person. */
export const auditEventOf = ({ sub }: Pick<Person, 'sub'>, event: SecurityEvent): AuditEvent => ({
  ...event,
  actor: event.client_id === undefined ? 'system' : `client:${event.client_id}`,
  sub,
})
