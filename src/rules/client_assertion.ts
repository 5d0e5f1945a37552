/** What a client assertion must say, once its signature is right: RFC 7523 §3, RFC 7523bis, OpenID Connect Core §9. */
import type { Client } from '../domain/client.ts'
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import type { JsonObject } from '../kernel/json.ts'
import { ok, type Result } from '../kernel/result.ts'
import { refuse, type Refusal } from './refusals.ts'
import { isNumericDate, SKEW } from './numeric_date.ts'

export interface ClientAssertion {
  typ: string | undefined
  claims: JsonObject
  client: Client
  issuer: string
  /** The URL that the assertion was sent to, and that of the token endpoint. */
  endpointUrls: readonly string[]
}

const TYPES = ['client-authentication+jwt', 'jwt']
const LONGEST_LIFETIME = 5 * MINUTE
const LONGEST_JTI = 256

/** Answers what makes the assertion usable once. */
export function checkClientAssertion(
  assertion: ClientAssertion,
  now: Seconds,
): Result<{ jti: string; exp: Seconds }, Refusal> {
  const { typ, claims, client } = assertion
  const { iss, sub, exp, nbf, iat, jti } = claims
  // RFC 8725 §3.11: no other kind of JWT that the client signs passes as an assertion, a request object least of all.
  if (typ !== undefined && !TYPES.includes(typ.toLowerCase().replace(/^application\//, ''))) {
    return refuse('client_assertion_typ')
  }
  if (iss !== client.client_id || sub !== client.client_id)
    return refuse('client_assertion_subject')
  if (!isForUs(assertion)) return refuse('client_assertion_audience')
  if (!isNumericDate(exp) || now >= exp + SKEW || exp > now + LONGEST_LIFETIME + SKEW) {
    return refuse('client_assertion_time', 'exp')
  }
  const hasBegun = [nbf, iat].every(
    (start) => start === undefined || (isNumericDate(start) && start <= now + SKEW),
  )
  if (!hasBegun) return refuse('client_assertion_time', 'nbf or iat')
  const isUsable = typeof jti === 'string' && jti.length > 0 && jti.length <= LONGEST_JTI
  return isUsable ? ok({ jti, exp }) : refuse('client_assertion_jti')
}

/**
 * "The authorization server MUST reject any JWT that does not contain its issuer identifier as its sole audience value"
 * (RFC 7523bis §3): a string, never a list, which could name us beside somebody who would pass it on (CVE-2025-27370).
 */
function isForUs({ claims: { aud }, client, issuer, endpointUrls }: ClientAssertion): boolean {
  if (aud === issuer) return true
  return client.assertion_audience === 'oidc' && endpointUrls.some((url) => url === aud)
}
