/** What is kept for a browser that is on its way, and taken up again once. */
import type { Seconds } from '../../kernel/clock.ts'
import type { AttemptId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import { findRow, storeRequest, sweepRequests, type Kind, type Waiting } from './rows.ts'

/** `upstream`: a way to another provider and back. `newcomer`: somebody who came by it and is not known here. */
export type OnceKind = Extract<Kind, 'upstream' | 'newcomer'>

export interface Once extends Waiting {
  /** Whoever took it; asked again after the answer was lost, they are told the same. */
  takenBy: AttemptId | null
}

export function keepOnce(sql: Sql, kind: OnceKind, kept: Once, now: Seconds): void {
  sweepRequests(sql, kept.id, now)
  storeRequest(sql, kind, kept)
}

/** What is kept and was not taken. */
export function readOnce<T extends Once>(
  sql: Sql,
  kind: OnceKind,
  id: string,
  now: Seconds,
): T | undefined {
  const kept = findRow<T>(sql, id, kind, now)
  return kept?.takenBy === null ? kept : undefined
}

/** Of all who ask for it, one is given it. */
export function takeOnce<T extends Once>(
  sql: Sql,
  kind: OnceKind,
  { id, attempt }: { id: string; attempt: AttemptId },
  now: Seconds,
): Result<T, 'unknown' | 'taken'> {
  const kept = findRow<T>(sql, id, kind, now)
  if (!kept) return err('unknown')
  if (kept.takenBy !== null) return kept.takenBy === attempt ? ok(kept) : err('taken')
  const taken = { ...kept, takenBy: attempt }
  storeRequest(sql, kind, taken)
  return ok(taken)
}
