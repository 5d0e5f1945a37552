/** Wrong user codes, counted by who typed them and, for those who are not signed in, all together. */
import { ATTEMPTS_KEPT, countAttempt, type Attempts } from '../../domain/attempts.ts'
import { countGuess, type Guesser } from '../../domain/guesses.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { Sql } from '../sql.ts'

export const GUESS_TABLE = `CREATE TABLE guesses (
   digest TEXT PRIMARY KEY, counted INTEGER NOT NULL, last_at INTEGER NOT NULL
 ) WITHOUT ROWID`

/** All who are not signed in; no digest looks like this. */
const EVERYBODY = '*'

interface Count {
  digest: string
  attempts: Attempts
}

/** The counts as one more wrong guess would leave them, or how long this guesser has to wait before any guess. */
export function nextGuess(
  sql: Sql,
  { digest, isSignedIn }: Guesser,
  now: Seconds,
): Result<Count[], { wait: Seconds }> {
  const own = countAttempt(readCount(sql, digest), now)
  if (!own.ok) return own
  const counts = [{ digest, attempts: own.value }]
  if (isSignedIn) return ok(counts)
  const all = countGuess(readCount(sql, EVERYBODY), now)
  return all.ok ? ok([...counts, { digest: EVERYBODY, attempts: all.value }]) : all
}

export function writeGuess(sql: Sql, counts: readonly Count[], now: Seconds): void {
  for (const { digest, attempts } of counts) {
    const { counted, lastAt } = attempts
    sql.write('INSERT OR REPLACE INTO guesses VALUES (?, ?, ?)', digest, counted, lastAt)
    sweepGuesses(sql, digest, now)
  }
}

function readCount(sql: Sql, digest: string): Attempts | undefined {
  const query = 'SELECT counted, last_at AS lastAt FROM guesses WHERE digest = ?'
  return sql.read<{ counted: number; lastAt: Seconds }>(query, digest)[0]
}

/** Looks at the next few rows only: digests are random, so every row comes to be next to a written one. */
function sweepGuesses(sql: Sql, digest: string, now: Seconds): void {
  sql.write(
    `DELETE FROM guesses WHERE last_at <= ? AND digest IN
       (SELECT digest FROM guesses WHERE digest > ? ORDER BY digest LIMIT 4)`,
    now - ATTEMPTS_KEPT,
    digest,
  )
}
