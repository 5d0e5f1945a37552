/**
 * Signed messages in compact form (RFC 7515 §3.1), read strictly: what is not written in the one canonical way is
 * refused before any key is touched, and nothing that a header says ever chooses where a key comes from. Never throws.
 */
import { compactVerify } from 'jose'
import { fromBase64url, fromUtf8 } from '../kernel/encoding.ts'
import { isJsonObject, parseJsonObject, type JsonObject, type JsonValue } from '../kernel/json.ts'
import { isShallow } from '../kernel/json_depth.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import type { RequestSigningAlgorithm } from '../spec/client_metadata.ts'
import { algorithmNamed, type SignatureAlgorithm } from './signature_algorithms.ts'
import type { VerificationKey } from './verification_keys.ts'

export type JwsFault =
  | 'too_long'
  | 'not_compact'
  | 'header_malformed'
  | 'header_forbidden'
  | 'algorithm_unknown'
  | 'signature_malformed'
  | 'signature_wrong'
  | 'payload_malformed'

/** A message that is well formed and has proven nothing. */
export interface UnverifiedJws {
  readonly text: string
  readonly alg: RequestSigningAlgorithm
  readonly typ: string | undefined
  /** A hint among the sender's registered keys. */
  readonly kid: string | undefined
}

/** One that brings the key of its sender along. */
export interface SelfKeyedJws extends UnverifiedJws {
  readonly jwk: JsonObject
}

declare const verified: unique symbol

/** A message that one of the sender's keys has signed. Made by `verifyJws` alone. */
export interface VerifiedJws {
  readonly [verified]: true
  readonly typ: string | undefined
  readonly claims: JsonObject
  /** Header and payload as they were signed. */
  readonly signingInput: string
}

const LONGEST = 64 * 1024
const LONGEST_KID = 256
/** `claims` and `authorization_details` are the deepest that a sane message goes. */
const DEEPEST = 16
/** No more signatures than this are verified for one message. */
const MOST_ATTEMPTS = 5

/**
 * Members that would have us trust a key from the message itself or from elsewhere (RFC 8725 §3.10), that ask for
 * processing we do not do (`crit`: RFC 7515 §4.1.11, `b64`: RFC 7797 §7), or that mean nothing in a JWS (`zip`).
 */
const FORBIDDEN_MEMBERS = ['crit', 'b64', 'jku', 'jwk', 'x5u', 'x5c', 'zip'] as const

/** Reads a message whose keys are known from elsewhere. */
export function readJws(text: string): Result<UnverifiedJws, JwsFault> {
  const read = readParts(text, FORBIDDEN_MEMBERS)
  if (!read.ok) return read
  const { alg, typ, kid } = read.value
  return ok({ text, alg, typ, kid })
}

/**
 * Reads a message that is verified with the `jwk` of its own header: a DPoP proof (RFC 9449 §4.2), or a request object of
 * a client that is registered so.
 */
export function readSelfKeyedJws(text: string): Result<SelfKeyedJws, JwsFault | 'key_missing'> {
  const others = FORBIDDEN_MEMBERS.filter((name) => name !== 'jwk')
  const read = readParts(text, others)
  if (!read.ok) return read
  const { alg, typ, kid, jwk } = read.value
  return isJsonObject(jwk) ? ok({ text, alg, typ, kid, jwk }) : err('key_missing')
}

function readParts(text: string, forbidden: readonly string[]): Result<Header, JwsFault> {
  if (text.length > LONGEST) return err('too_long')
  const parts = text.split('.')
  const [header, payload, signature] = parts
  if (parts.length !== 3 || !header || !payload || !signature) return err('not_compact')
  const found = readHeader(header, forbidden)
  if (!found.ok) return found
  if (!fromBase64url(payload)) return err('payload_malformed')
  const bytes = fromBase64url(signature)
  // A longer or shorter Ed25519 signature makes `crypto.subtle.verify` throw instead of answering no.
  const { signatureLength = bytes?.length } = found.value.algorithm
  if (!bytes || bytes.length !== signatureLength) return err('signature_malformed')
  return found
}

type Header = Omit<UnverifiedJws, 'text'> & {
  algorithm: SignatureAlgorithm
  jwk: JsonValue | undefined
}

function readHeader(encoded: string, forbidden: readonly string[]): Result<Header, JwsFault> {
  const header = readObject(encoded)
  if (!header) return err('header_malformed')
  if (forbidden.some((name) => Object.hasOwn(header, name))) return err('header_forbidden')
  const { alg, typ, kid, jwk } = header
  if (typeof alg !== 'string') return err('header_malformed')
  if (typ !== undefined && typeof typ !== 'string') return err('header_malformed')
  if (kid !== undefined && (typeof kid !== 'string' || kid.length > LONGEST_KID)) {
    return err('header_malformed')
  }
  const algorithm = algorithmNamed(alg)
  return algorithm ? ok({ algorithm, alg: algorithm.alg, typ, kid, jwk }) : err('algorithm_unknown')
}

/**
 * Verifies a message under the keys of whoever is said to have sent it. At most five are tried.
 * @param attempted told of every signature that is verified, right or wrong
 */
export async function verifyJws(
  jws: UnverifiedJws,
  keys: readonly VerificationKey[],
  attempted: () => void,
): Promise<Result<VerifiedJws, JwsFault>> {
  for (const { material } of keys.slice(0, MOST_ATTEMPTS)) {
    attempted()
    if (await isSignedBy(jws, material)) return readVerified(jws)
  }
  return err('signature_wrong')
}

async function isSignedBy(
  { text, alg }: UnverifiedJws,
  material: VerificationKey['material'],
): Promise<boolean> {
  const { spellings } = algorithmNamed(alg) ?? { spellings: [] }
  try {
    await compactVerify(text, material, { algorithms: [...spellings] })
    return true
  } catch {
    return false
  }
}

function readVerified({ text, typ }: UnverifiedJws): Result<VerifiedJws, JwsFault> {
  const [header = '', payload = ''] = text.split('.')
  const claims = readObject(payload)
  if (!claims) return err('payload_malformed')
  return ok({ typ, claims, signingInput: `${header}.${payload}` } as VerifiedJws)
}

/**
 * A claim of a message that has proven nothing yet: good for looking up whose keys to try, and for nothing else.
 * Undefined unless it is a string.
 */
export function claimedText({ text }: UnverifiedJws, name: string): string | undefined {
  const claim = readObject(text.split('.')[1] ?? '')?.[name]
  return typeof claim === 'string' ? claim : undefined
}

/** JSON of UTF-8 without a byte order mark. A member given twice counts as its last (RFC 7519 §4), here and in jose. */
function readObject(encoded: string): JsonObject | undefined {
  const bytes = fromBase64url(encoded)
  const text = bytes && fromUtf8(bytes)
  const value = text === undefined ? undefined : parseJsonObject(text)
  return value && isShallow(value, DEEPEST) ? value : undefined
}
