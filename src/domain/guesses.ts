/**
 * User codes that were typed and are none: "recommended that the server rate-limit user code attempts"
 * (RFC 8628 §5.1). Right ones are not counted.
 */
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Attempts } from './attempts.ts'

/** Who types: a person who is signed in, or else a network. Hashed: nobody's text names a row. */
export interface Guesser {
  digest: string
  isSignedIn: boolean
}

const WINDOW: Seconds = 10 * MINUTE
/**
 * How often all who are not signed in may be wrong within a window, under one first letter. With twenty letters and codes
 * of 34.5 bits that is one hit in 6 million windows for every device that waits.
 */
export const MOST_GUESSES = 200

/** One wrong guess more of everybody's, or how long all of them have to wait. `lastAt` is when the window began. */
export function countGuess(
  before: Attempts | undefined,
  now: Seconds,
): Result<Attempts, { wait: Seconds }> {
  const isOpen = before !== undefined && now >= before.lastAt && now < before.lastAt + WINDOW
  if (!isOpen) return ok({ counted: 1, lastAt: now })
  if (before.counted >= MOST_GUESSES) return err({ wait: before.lastAt + WINDOW - now })
  return ok({ ...before, counted: before.counted + 1 })
}
