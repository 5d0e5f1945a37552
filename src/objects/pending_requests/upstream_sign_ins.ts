/** Ways to other providers and back: begun, perhaps answered by a form, and taken once. */
import type { UpstreamSignIn } from '../../domain/upstream_sign_in.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { AttemptId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'
import { sweepRequests } from './rows.ts'

export function beginUpstream(sql: Sql, signIn: UpstreamSignIn, now: Seconds): void {
  sweepRequests(sql, signIn.id, now)
  write(sql, signIn)
}

/** Keeps what was posted; the first word counts, and none once it was taken. */
export function keepPosted(
  sql: Sql,
  id: string,
  posted: Record<string, string>,
  now: Seconds,
): Result<null, 'unknown'> {
  const signIn = read(sql, id, now)
  if (!signIn || signIn.takenBy !== null) return err('unknown')
  if (signIn.posted === null) write(sql, { ...signIn, posted })
  return ok(null)
}

/** Of all who bring an answer, one is told what it is an answer to. */
export function takeUpstream(
  sql: Sql,
  id: string,
  attempt: AttemptId,
  now: Seconds,
): Result<UpstreamSignIn, 'unknown' | 'taken'> {
  const signIn = read(sql, id, now)
  if (!signIn) return err('unknown')
  if (signIn.takenBy !== null) return signIn.takenBy === attempt ? ok(signIn) : err('taken')
  const taken = { ...signIn, takenBy: attempt }
  write(sql, taken)
  return ok(taken)
}

function read(sql: Sql, id: string, now: Seconds): UpstreamSignIn | undefined {
  const [row] = sql.read<{ record: string }>(
    "SELECT record FROM requests WHERE id = ? AND kind = 'upstream' AND expires_at > ?",
    id,
    now,
  )
  return row && (JSON.parse(row.record) as UpstreamSignIn)
}

function write(sql: Sql, signIn: UpstreamSignIn): void {
  sql.write(
    "INSERT OR REPLACE INTO requests VALUES (?, 'upstream', ?, ?)",
    signIn.id,
    signIn.expiresAt,
    JSON.stringify(signIn),
  )
}
