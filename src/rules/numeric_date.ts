/** Times inside signed messages. */
import type { Seconds } from '../kernel/clock.ts'
import type { JsonValue } from '../kernel/json.ts'

/** How far clocks may be apart. */
export const SKEW: Seconds = 30

/** The year 10000: what lies beyond is no time, and most likely milliseconds. */
const END_OF_TIME: Seconds = 253_402_300_800

/** "a JSON numeric value representing the number of seconds" (RFC 7519 §2). */
export const isNumericDate = (value: JsonValue | undefined): value is number =>
  typeof value === 'number' && value >= 0 && value < END_OF_TIME
