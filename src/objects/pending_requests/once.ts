/** What is kept for a browser that is on its way, and taken up again once. */
import type { Seconds } from '../../kernel/clock.ts'
import type { AttemptId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import { sweepRequests, type Kind } from './rows.ts'

/** `upstream`: a way to another provider and back. `newcomer`: somebody who came by it and is not known here. */
export type OnceKind = Extract<Kind, 'upstream' | 'newcomer'>

export interface Once {
  id: string
  expiresAt: Seconds
  /** Whoever took it; asked again after the answer was lost, they are told the same. */
  takenBy: AttemptId | null
}

export function keepOnce(sql: Sql, kind: OnceKind, kept: Once, now: Seconds): void {
  sweepRequests(sql, kept.id, now)
  writeOnce(sql, kind, kept)
}

/** What is kept and was not taken. */
export function readOnce<T extends Once>(
  sql: Sql,
  kind: OnceKind,
  id: string,
  now: Seconds,
): T | undefined {
  const kept = read<T>(sql, kind, id, now)
  return kept?.takenBy === null ? kept : undefined
}

/** Of all who ask for it, one is given it. */
export function takeOnce<T extends Once>(
  sql: Sql,
  kind: OnceKind,
  { id, attempt }: { id: string; attempt: AttemptId },
  now: Seconds,
): Result<T, 'unknown' | 'taken'> {
  const kept = read<T>(sql, kind, id, now)
  if (!kept) return err('unknown')
  if (kept.takenBy !== null) return kept.takenBy === attempt ? ok(kept) : err('taken')
  const taken = { ...kept, takenBy: attempt }
  writeOnce(sql, kind, taken)
  return ok(taken)
}

function read<T extends Once>(sql: Sql, kind: OnceKind, id: string, now: Seconds): T | undefined {
  const [row] = sql.read<{ record: string }>(
    'SELECT record FROM requests WHERE id = ? AND kind = ? AND expires_at > ?',
    id,
    kind,
    now,
  )
  return row && (JSON.parse(row.record) as T)
}

export function writeOnce<T extends Once>(sql: Sql, kind: OnceKind, kept: T): void {
  sql.write(
    'INSERT OR REPLACE INTO requests VALUES (?, ?, ?, ?)',
    kept.id,
    kind,
    kept.expiresAt,
    JSON.stringify(kept),
  )
}
