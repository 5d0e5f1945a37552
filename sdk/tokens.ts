/** What the token endpoint answers, verified. */
import { decodeProtectedHeader } from 'jose'
import * as oauth from 'oauth4webapi'
import { AmphoraError } from './errors.ts'
import type { RelyingParty } from './relying_party.ts'

/** Keep them on the server: none of them is for the browser. */
export interface Tokens {
  accessToken: string
  /** Seconds since 1970. */
  expiresAt: number
  /** What was granted; absent where that is all that was asked for (RFC 6749 §5.1). */
  scope?: string
  /** For `signOutUrl`. */
  idToken?: string
  /** With the scope `offline_access`. After `refresh` only the new one works. */
  refreshToken?: string
}

export type IdTokenClaims = oauth.IDToken

/**
 * @param answer what oauth4webapi made of the response: shape, issuer, audience, nonce and times are right
 * @throws AmphoraError `id_token_invalid` where the signature is wrong, or the token belongs to another access token
 */
export async function verifyTokens(
  party: RelyingParty,
  response: Response,
  answer: oauth.TokenEndpointResponse,
): Promise<{ tokens: Tokens; claims: IdTokenClaims | undefined }> {
  const claims = oauth.getValidatedIdTokenClaims(answer)
  if (claims && answer.id_token !== undefined) {
    await verifySignature(party, response)
    await checkAccessTokenHash(claims['at_hash'], answer.id_token, answer.access_token)
  }
  return { tokens: toTokens(answer), claims }
}

async function verifySignature(party: RelyingParty, response: Response): Promise<void> {
  const metadata = await party.metadata()
  try {
    await oauth.validateApplicationLevelSignature(metadata, response, party.http)
  } catch (error) {
    if (!(error instanceof oauth.OperationProcessingError)) throw error
    throw new AmphoraError('id_token_invalid', error.message)
  }
}

function toTokens(answer: oauth.TokenEndpointResponse): Tokens {
  return {
    accessToken: answer.access_token,
    expiresAt: Math.floor(Date.now() / 1000) + (answer.expires_in ?? 0),
    ...(answer.scope !== undefined && { scope: answer.scope }),
    ...(answer.id_token !== undefined && { idToken: answer.id_token }),
    ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
  }
}

/** "the base64url encoding of the left-most half of the hash of the octets of … the access_token value" (OIDC Core §3.1.3.6) */
async function checkAccessTokenHash(
  hash: unknown,
  idToken: string,
  accessToken: string,
): Promise<void> {
  if (hash === undefined) return
  const { alg = '' } = decodeProtectedHeader(idToken)
  const digest = await crypto.subtle.digest(hashOf(alg), new TextEncoder().encode(accessToken))
  const left = new Uint8Array(digest, 0, digest.byteLength / 2)
  if (hash !== base64url(left)) {
    throw new AmphoraError('id_token_invalid', 'at_hash belongs to another access token')
  }
}

/** EdDSA with Ed25519 hashes with SHA-512 (RFC 8032 §5.1). */
function hashOf(alg: string): string {
  return alg === 'EdDSA' || alg === 'Ed25519' ? 'SHA-512' : `SHA-${alg.slice(-3)}`
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
