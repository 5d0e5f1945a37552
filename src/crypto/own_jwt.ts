/** JWTs that we sign ourselves, and those that come back to us. */
import { CompactSign } from 'jose'
import { base64url, utf8 } from '../kernel/encoding.ts'
import type { JsonObject } from '../kernel/json.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'
import { readJws, verifyJws } from './jws.ts'
import type { CurrentSigningKey, OpenSigningKey } from './tenant_keys.ts'

/**
 * A JWT in compact form. Its header says `alg`, `kid` and `typ`, and nothing else.
 * @param typ keeps one kind of token from passing as another (RFC 8725 §3.11); undefined for a kind that has none
 */
export function signJwt(
  key: CurrentSigningKey,
  typ: string | undefined,
  claims: JsonObject,
): Promise<string> {
  return new CompactSign(utf8(JSON.stringify(claims)))
    .setProtectedHeader({ alg: key.alg, kid: key.kid, ...(typ !== undefined && { typ }) })
    .sign(key.privateKey)
}

export interface Expected {
  typ: string
  /** The keys that such a token may have been signed with. */
  keys: readonly OpenSigningKey[]
  /** Told of every signature that is verified. */
  attempted?: () => void
}

/**
 * The claims of a token of ours, or undefined for anything else: the key is the one that `kid` names, and the algorithm
 * is the key's. What the claims say, of time above all, is the caller's to judge. Never throws.
 */
export async function verifyOwnJwt(
  token: string,
  { typ, keys, attempted = () => {} }: Expected,
): Promise<JsonObject | undefined> {
  const jws = readJws(token)
  if (!jws.ok || jws.value.typ !== typ) return undefined
  const key = keys.find(({ kid, alg }) => kid === jws.value.kid && alg === jws.value.alg)
  if (!key) return undefined
  const { kid, alg, publicJwk: material } = key
  const verified = await verifyJws(jws.value, [{ kid, alg, material }], attempted)
  return verified.ok ? verified.value.claims : undefined
}

const HASHES = {
  RS256: 'SHA-256',
  PS256: 'SHA-256',
  ES256: 'SHA-256',
  EdDSA: 'SHA-512',
} as const satisfies { [alg in SigningAlgorithm]: string }

/**
 * `at_hash`, and in the same way `c_hash` and `s_hash`: "the base64url encoding of the left-most half of the hash of the octets of the ASCII representation of the
 * access_token value, where the hash algorithm used is the hash algorithm used in the alg Header Parameter of the ID
 * Token" (OpenID Connect Core §3.1.3.6). For Ed25519 that is SHA-512 (RFC 8032 §5.1).
 */
export async function leftHalfHash(alg: SigningAlgorithm, text: string): Promise<string> {
  const hash = await crypto.subtle.digest(HASHES[alg], utf8(text))
  return base64url(new Uint8Array(hash, 0, hash.byteLength / 2))
}
