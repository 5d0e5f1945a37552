/**
 * Keys that a client registers to be recognised by: only what we would verify with is taken, whether it is sent to us,
 * lies behind a `jwks_uri` or comes in PEM. What is wrong is said without a word of the key.
 */
import { exportJWK, importJWK, importSPKI, type JWK } from 'jose'
import { fromBase64url } from '../kernel/encoding.ts'
import { isJsonObject, type JsonObject } from '../kernel/json.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { isStrongPoint } from './ed25519_point.ts'

const MOST_KEYS = 20
/** Of an inline set, in JSON; a fetched one may bring certificates along, and is bounded where it is fetched. */
const LONGEST_SET = 16 * 1024
const LONGEST_KID = 256

/** Private members of any kind of key (RFC 7518 §6.2.2, §6.3.2, §6.4.1, RFC 8037 §2, RFC 9964 §3). */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k', 'priv']

interface KeyKind {
  fits(key: JsonObject): boolean
  algorithms: readonly [string, ...string[]]
  /** What is wrong with the numbers of such a key, or undefined. */
  fault(key: JsonObject): string | undefined
}

const KEY_KINDS: readonly KeyKind[] = [
  {
    fits: ({ kty, crv }) => kty === 'OKP' && crv === 'Ed25519',
    algorithms: ['EdDSA', 'Ed25519'],
    fault: ({ x }) => {
      const point = bytesOf(x)
      return point && isStrongPoint(point) ? undefined : 'holds an Ed25519 key that is not sound'
    },
  },
  {
    fits: ({ kty, crv }) => kty === 'EC' && crv === 'P-256',
    algorithms: ['ES256'],
    fault: ({ x, y }) =>
      bytesOf(x)?.length === 32 && bytesOf(y)?.length === 32
        ? undefined
        : 'holds a P-256 key whose coordinates are not 32 bytes each',
  },
  {
    fits: ({ kty }) => kty === 'RSA',
    algorithms: ['RS256', 'PS256'],
    fault: ({ n, e }) => rsaFault(bytesOf(n), bytesOf(e)),
  },
]

/**
 * Whether a whole set may be registered.
 * @returns the set, or what is wrong as a sentence that goes on from "jwks"
 */
export async function checkRegisteredKeys<Set extends { keys: readonly object[] }>(
  set: Set,
): Promise<Result<Set, string>> {
  if (JSON.stringify(set.keys).length > LONGEST_SET) return err('must not be longer than 16 KiB')
  const fault = setFault(set.keys)
  if (fault) return err(fault)
  for (const key of set.keys) {
    const wrong = await keyFault(key)
    if (wrong) return err(wrong)
  }
  return ok(set)
}

/**
 * The keys of a fetched set that we can use. Others beside them are none of our business (RFC 7517 §5), unless they
 * are secrets: a set that publishes one is refused whole.
 */
export async function usableKeys(set: unknown): Promise<Result<{ keys: JWK[] }, string>> {
  const keys: unknown = isJsonObject(set) ? set['keys'] : undefined
  if (!Array.isArray(keys) || !keys.every(isJsonObject)) return err('is not a JWK Set')
  const fault = setFault(keys)
  if (fault) return err(fault)
  const faults = await Promise.all(keys.map(keyFault))
  return ok({ keys: keys.filter((_, index) => faults[index] === undefined) })
}

/**
 * EdDSA comes last: workerd imports any SubjectPublicKeyInfo as an Ed25519 key, and only its export fails.
 */
const PEM_ALGORITHMS = ['ES256', 'RS256', 'EdDSA']

/** The key in a SubjectPublicKeyInfo PEM (RFC 7468 §13), if it is one that may be registered. */
export async function pemToJwk(pem: string): Promise<Result<JWK, 'malformed' | 'unsuitable'>> {
  for (const alg of PEM_ALGORITHMS) {
    const jwk = await readPem(pem.trim(), alg).catch(() => undefined)
    if (jwk) return (await keyFault(jwk)) ? err('unsuitable') : ok(jwk)
  }
  return err('malformed')
}

async function readPem(pem: string, alg: string): Promise<JWK> {
  const key = await importSPKI(pem, alg, { extractable: true })
  return { ...(await exportJWK(key)), use: 'sig' }
}

function setFault(keys: readonly object[]): string | undefined {
  if (keys.length > MOST_KEYS) return `must not hold more than ${MOST_KEYS} keys`
  if (keys.some(isSecret)) return 'must hold public keys only'
  const kids = keys.map((key) => ('kid' in key ? key.kid : undefined)).filter(Boolean)
  return new Set(kids).size === kids.length ? undefined : 'must give each key a kid of its own'
}

const isSecret = (key: object): boolean =>
  PRIVATE_MEMBERS.some((name) => Object.hasOwn(key, name)) || ('kty' in key && key.kty === 'oct')

async function keyFault(key: object): Promise<string | undefined> {
  if (!isJsonObject(key)) return 'holds something that is not a key'
  const { kid = '', use = 'sig', alg, key_ops: operations = ['verify'] } = key
  if (typeof kid !== 'string' || kid.length > LONGEST_KID) {
    return 'holds a key whose kid is not a string of at most 256 characters'
  }
  // A key to encrypt to is not ours to judge: nothing is verified with it.
  if (use === 'enc') return undefined
  const kind = KEY_KINDS.find((each) => each.fits(key))
  if (!kind) return 'must hold keys of Ed25519, P-256 or RSA'
  const isToVerify = use === 'sig' && Array.isArray(operations) && operations.includes('verify')
  const isConsistent = alg === undefined || kind.algorithms.some((name) => name === alg)
  if (!isToVerify || !isConsistent) return 'holds a key whose use, key_ops or alg do not fit it'
  return kind.fault(key) ?? (await importFault(key, kind))
}

/** Whatever the platform itself will not take, such as a point beside the curve. */
async function importFault(
  { kty, crv, x, y, n, e }: JsonObject,
  { algorithms: [alg] }: KeyKind,
): Promise<string | undefined> {
  const members = Object.entries({ kty, crv, x, y, n, e }).filter(
    ([, value]) => value !== undefined,
  )
  const isTaken = await importJWK(Object.fromEntries(members) as JWK, alg).then(
    () => true,
    () => false,
  )
  return isTaken ? undefined : 'holds a key that cannot be read'
}

/** RFC 7518 §3.3: "A key of size 2048 bits or larger MUST be used"; larger than 4096 costs more than it gives. */
function rsaFault(
  modulus: Uint8Array | undefined,
  exponent: Uint8Array | undefined,
): string | undefined {
  const bits = modulus ? bitLength(modulus) : 0
  if (!modulus || bits < 2048 || bits > 4096) return 'must hold RSA keys of 2048 to 4096 bits'
  const isOdd = ((modulus.at(-1) ?? 0) & (exponent?.at(-1) ?? 0) & 1) === 1
  const e = exponent && exponent.length <= 4 ? Number(`0x${exponent.toHex()}`) : 0
  // A small exponent is a trap with careless padding; 1 is no key at all.
  return isOdd && e >= 65_537 ? undefined : 'holds an RSA key whose exponent is not sound'
}

function bitLength(bytes: Uint8Array): number {
  const first = bytes.findIndex((byte) => byte > 0)
  return first < 0 ? 0 : (bytes.length - first) * 8 - (Math.clz32(bytes[first] ?? 0) - 24)
}

const bytesOf = (member: unknown): Uint8Array | undefined =>
  typeof member === 'string' && member.length > 0 ? fromBase64url(member) : undefined
