/** Who is still to be told that a session has ended: written by the turn that ended it, kept until it is told or given up. */
import { MOST_ATTEMPTS, waitAfter, type LogoutNotice } from '../../domain/logout_notice.ts'
import { logoutUndelivered } from '../../domain/security_event.ts'
import type { Session } from '../../domain/session.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { JobsPort } from '../jobs_port.ts'
import { readPerson } from './documents.ts'
import type { Sql } from '../sql.ts'
import type { Turn } from './turn.ts'

const TAKEN_AT_ONCE = 20

export interface Outstanding {
  notice: LogoutNotice
  attempts: number
}

/** Has every client told that knows of this session. What is written outlives the person: they may be erased next. */
export function noteLogouts({ sql, now, wake }: Turn, { id, clients = [] }: Session): void {
  const person = readPerson(sql)
  if (!person || clients.length === 0) return
  const { tenant, sub } = person
  for (const clientId of clients) {
    const notice: LogoutNotice = { tenant, sub, sessionId: id, clientId }
    sql.write(
      'INSERT OR IGNORE INTO logouts (session_id, client_id, due, attempts, record) VALUES (?, ?, ?, 0, ?)',
      id,
      clientId,
      now,
      JSON.stringify(notice),
    )
  }
  wake()
}

/** When the next attempt is due; Infinity where everybody has been told. */
export function nextLogout(sql: Sql): Seconds {
  const [row] = sql.read<{ due: number | null }>('SELECT min(due) AS due FROM logouts')
  return row?.due ?? Infinity
}

/**
 * Takes what is due to be told. Each attempt is counted before it is made, so that whatever cuts it short it comes
 * again, and not for ever. What was tried often enough is given up.
 */
export function takeDueLogouts(turn: Turn): Outstanding[] {
  const { sql, now } = turn
  const rows = sql.read<{ attempts: number; record: string }>(
    'SELECT attempts, record FROM logouts WHERE due <= ? ORDER BY due LIMIT ?',
    now,
    TAKEN_AT_ONCE,
  )
  const due = rows.map(({ attempts, record }) => ({
    attempts: attempts + 1,
    notice: JSON.parse(record) as LogoutNotice,
  }))
  for (const each of due) {
    if (each.attempts > MOST_ATTEMPTS) giveUp(turn, each)
    else countAttempt(turn, each)
  }
  return due.filter(({ attempts }) => attempts <= MOST_ATTEMPTS)
}

function countAttempt({ sql, now }: Turn, { attempts, notice }: Outstanding): void {
  sql.write(
    'UPDATE logouts SET attempts = ?, due = ? WHERE session_id = ? AND client_id = ?',
    attempts,
    now + waitAfter(attempts),
    notice.sessionId,
    notice.clientId,
  )
}

function giveUp({ sql, now, tell }: Turn, { notice }: Outstanding): void {
  forget(sql, notice)
  if (readPerson(sql)) tell(logoutUndelivered(notice, now))
}

function forget(sql: Sql, { sessionId, clientId }: LogoutNotice): void {
  sql.write('DELETE FROM logouts WHERE session_id = ? AND client_id = ?', sessionId, clientId)
}

/** Tells all of them, side by side: a slow one keeps nobody else waiting. Never throws. */
export async function deliverLogouts(
  sql: Sql,
  jobs: JobsPort,
  outstanding: readonly Outstanding[],
): Promise<void> {
  await Promise.all(
    outstanding.map(async ({ notice }) => {
      const isDone = await jobs.deliverLogout(notice).catch(() => false)
      if (isDone) forget(sql, notice)
    }),
  )
}
