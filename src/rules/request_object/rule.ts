import type { Client } from '../../domain/client.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { JsonObject } from '../../kernel/json.ts'
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
