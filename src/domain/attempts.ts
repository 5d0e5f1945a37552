/**
 * Failed attempts to prove who one is, under one name: the first are free, then each costs a longer wait. An attempt
 * counts when it begins, so that however many run at once, no more of them get through; success forgets the count.
 */
import { DAY, MINUTE, type Seconds } from '../kernel/clock.ts'
import { err, ok, type Result } from '../kernel/result.ts'

export interface Attempts {
  counted: number
  lastAt: Seconds
}

const FREE_ATTEMPTS = 5
const FIRST_WAIT = 30
const LONGEST_WAIT = 15 * MINUTE
/** A count is forgotten this long after the last attempt. */
export const ATTEMPTS_KEPT = DAY

/**
 * Counts one more attempt, or says how long it has to wait: then it is not counted.
 * @param longest that a wait grows to
 */
export function countAttempt(
  before: Attempts | undefined,
  now: Seconds,
  longest = LONGEST_WAIT,
): Result<Attempts, { wait: Seconds }> {
  const isRemembered = before !== undefined && now < before.lastAt + ATTEMPTS_KEPT
  const counted = isRemembered ? before.counted : 0
  // A clock that went back makes no wait longer than it is.
  const wait = isRemembered ? waitAfter(counted, longest) - Math.max(0, now - before.lastAt) : 0
  return wait > 0 ? err({ wait }) : ok({ counted: counted + 1, lastAt: now })
}

function waitAfter(counted: number, longest: Seconds): Seconds {
  if (counted < FREE_ATTEMPTS) return 0
  return Math.min(FIRST_WAIT * 2 ** (counted - FREE_ATTEMPTS), longest)
}
