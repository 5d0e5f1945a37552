import type { Seconds } from '../../kernel/clock.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { Refusal } from '../refusals.ts'

/** A proof whose signature is right, and the request that it came with. */
export interface Proof {
  typ: string | undefined
  claims: JsonObject
  method: string
  /** Of the endpoint, as the discovery document lists it. */
  url: string
  /** SHA-256 of the access token that it came with, base64url; undefined where there is none. */
  accessTokenHash: string | undefined
}

export type ProofRule = (proof: Proof, now: Seconds) => Result<null, Refusal>

export const holds = ok(null)
