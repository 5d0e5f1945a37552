/** Signed requests: what an app asks, as a JWT that is its own and works once (RFC 9101). */
import { SignJWT, type JWTPayload } from 'jose'
import type { SigningKey } from './signing_key.ts'

/** Long enough for a slow redirect, far below the 300 s that Amphora allows. */
const LIFETIME_SECONDS = 120

/** Everything that can be asked, by the standards' names; what is undefined is left out. */
export type RequestParameters = Record<string, unknown>

/** @returns the compact JWT that is sent as `request` */
export function signRequestObject(
  parameters: RequestParameters,
  { clientId, issuer, signingKey }: { clientId: string; issuer: string; signingKey: SigningKey },
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const claims: JWTPayload = {
    ...parameters,
    client_id: clientId,
    // "If signed, the Authorization Request Object SHOULD contain the Claims iss (issuer) and aud (audience)" (RFC 9101 §4)
    iss: clientId,
    aud: issuer,
    iat: now,
    exp: now + LIFETIME_SECONDS,
    jti: crypto.randomUUID(),
  }
  const { key, ...header } = signingKey
  return new SignJWT(claims).setProtectedHeader({ typ: 'oauth-authz-req+jwt', ...header }).sign(key)
}
