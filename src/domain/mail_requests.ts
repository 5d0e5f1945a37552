/**
 * How often mail may be asked for at one address: five times, then not for an hour after the last. So no hour brings
 * more than five, whenever it begins. Counted for every address alike, known or not.
 */
import { HOUR, type Seconds } from '../kernel/clock.ts'
import type { Attempts } from './attempts.ts'

const MOST_MAILS = 5

/** One more, or undefined where there were too many: then it is not counted. */
export function countMailRequest(before: Attempts | undefined, now: Seconds): Attempts | undefined {
  const isRemembered = before !== undefined && now < before.lastAt + HOUR
  if (!isRemembered) return { counted: 1, lastAt: now }
  return before.counted < MOST_MAILS ? { counted: before.counted + 1, lastAt: now } : undefined
}
