/** Reads a request object: JWS, then signature, then claims (RFC 9101 §6). Keys are the client's own and no others. */
import { readJws, type JwsFault, type VerifiedJws } from '../../crypto/jws.ts'
import type { Client } from '../../domain/client.ts'
import type { Spend } from '../../domain/pending_request.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import { DAY, type Seconds } from '../../kernel/clock.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { ok, unreachable, type Err, type Result } from '../../kernel/result.ts'
import { judgeRequestObject } from '../../rules/matrix.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { isNumericDate, SKEW } from '../../rules/numeric_date.ts'
import type { World } from '../../stores/world.ts'
import { verifyByClient } from '../client_keys/verify_by_client.ts'

declare const signed: unique symbol

/** A request object that its client has signed and that every rule of its profile accepts. */
export interface SignedRequest {
  readonly [signed]: true
  readonly claims: JsonObject
  readonly spend: Spend
}

export async function readSignedRequest(
  world: World,
  client: Client,
  settings: TenantSettings,
  request: string,
): Promise<Result<SignedRequest, Refusal>> {
  const jws = readJws(request)
  if (!jws.ok) return refuseJws(jws.reason)
  // "All Request Objects from this Client MUST be rejected, if not signed with this algorithm" (OpenID Connect
  // Registration §2, request_object_signing_alg).
  if (jws.value.alg !== client.request_object_signing_alg) return refuse('request_object_algorithm')
  const verified = await verifyByClient(world, client, jws.value)
  if (!verified.ok) return refuseJws(verified.reason)
  const { typ, claims } = verified.value
  const longestLifetime = settings.request_object_max_age
  const { issuer, now } = world
  const judged = judgeRequestObject({ typ, claims, client, issuer, longestLifetime }, now)
  if (!judged.ok) return judged
  const spend = await spendOf(verified.value, now, settings.sign_in_lifetime)
  return ok({ claims, spend } as SignedRequest)
}

/**
 * What makes the request usable once: its `jti`, or where a profile knows none, the text that was signed. The mark must
 * outlive every sign-in that the object can still begin, and is kept for a day where the object says no end.
 */
async function spendOf(
  { claims: { jti, exp }, signingInput }: VerifiedJws,
  now: Seconds,
  signInLifetime: Seconds,
): Promise<Spend> {
  const name = typeof jti === 'string' ? `jti ${jti}` : `signed ${signingInput}`
  const end = isNumericDate(exp) ? exp + SKEW + signInLifetime : Infinity
  const key = await sha256base64url(name)
  return { kind: 'request_object', key, until: Math.ceil(Math.min(end, now + DAY)) }
}

function refuseJws(fault: JwsFault): Err<Refusal> {
  switch (fault) {
    case 'too_long':
    case 'not_compact':
    case 'header_malformed':
    case 'payload_malformed':
      return refuse('request_object_malformed', fault)
    case 'header_forbidden':
      return refuse('request_object_header_forbidden')
    case 'algorithm_unknown':
      return refuse('request_object_algorithm', fault)
    case 'signature_malformed':
    case 'signature_wrong':
      return refuse('request_object_signature', fault)
    default:
      return unreachable(fault)
  }
}
