/** Reads a request object: JWS, then signature, then claims (RFC 9101 §6). */
import type { Client } from '../../domain/client.ts'
import type { Spend } from '../../domain/pending_request.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import { DAY, type Seconds } from '../../kernel/clock.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { judgeRequestObject } from '../../rules/matrix.ts'
import type { Refusal } from '../../rules/refusals.ts'
import { isNumericDate, SKEW } from '../../rules/numeric_date.ts'
import type { World } from '../../stores/world.ts'
import { verifyRequestSignature, type RequestSignature } from './request_signature.ts'

declare const signed: unique symbol

/** A request object that its client has signed and that every rule of its profile accepts. */
export interface SignedRequest {
  readonly [signed]: true
  readonly claims: JsonObject
  readonly spend: Spend
  /** The key that it brought along, where its client's do: what comes of it is bound to that. */
  readonly jkt?: string
}

export async function readSignedRequest(
  world: World,
  client: Client,
  settings: TenantSettings,
  request: string,
): Promise<Result<SignedRequest, Refusal>> {
  const verified = await verifyRequestSignature(world, client, request)
  if (!verified.ok) return verified
  const { jws, jkt } = verified.value
  const { typ, claims } = jws
  const longestLifetime = settings.request_object_max_age
  const { issuer, now } = world
  const judged = judgeRequestObject({ typ, claims, client, issuer, longestLifetime }, now)
  if (!judged.ok) return judged
  const spend = await spendOf(verified.value, now, settings.sign_in_lifetime)
  return ok({ claims, spend, ...(jkt !== undefined && { jkt }) } as SignedRequest)
}

/**
 * What makes the request usable once: its `jti`, or where a profile knows none, the text that was signed. The mark must
 * outlive every sign-in that the object can still begin, and is kept for a day where the object says no end. Anybody may
 * sign with a key of their own, so the `jti` of an embedded key is told apart from that of every other: nobody can use up
 * what somebody else has signed.
 */
async function spendOf(
  { jws: { claims, signingInput }, jkt }: RequestSignature,
  now: Seconds,
  signInLifetime: Seconds,
): Promise<Spend> {
  const { jti, exp } = claims
  const named = typeof jti === 'string' ? `jti ${jti}` : `signed ${signingInput}`
  const name = jkt === undefined ? named : `key ${jkt} ${named}`
  const end = isNumericDate(exp) ? exp + SKEW + signInLifetime : Infinity
  const key = await sha256base64url(name)
  return { kind: 'request_object', key, until: Math.ceil(Math.min(end, now + DAY)) }
}
