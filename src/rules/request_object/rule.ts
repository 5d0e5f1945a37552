import type { Client } from '../../domain/client.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { JsonObject, JsonValue } from '../../kernel/json.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { Refusal } from '../refusals.ts'

/** A request object whose signature is right, and what it is held against. */
export interface RequestObject {
  typ: string | undefined
  claims: JsonObject
  client: Client
  issuer: string
  /** The longest time from `iat` or `nbf` to `exp` that the tenant allows. */
  longestLifetime: Seconds
}

export type RequestObjectRule = (object: RequestObject, now: Seconds) => Result<null, Refusal>

export const holds = ok(null)

/** How far clocks may be apart. */
export const SKEW: Seconds = 30

/** The year 10000: what lies beyond is no time, and most likely milliseconds. */
const END_OF_TIME: Seconds = 253_402_300_800

/** A NumericDate: "a JSON numeric value representing the number of seconds" (RFC 7519 §2). */
export const isNumericDate = (value: JsonValue | undefined): value is number =>
  typeof value === 'number' && value >= 0 && value < END_OF_TIME
