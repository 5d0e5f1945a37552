/** The little of CBOR (RFC 8949), COSE (RFC 9052) and DER that an authenticator writes. */
import { fromBase64url, utf8 } from '../../../src/kernel/encoding.ts'

/** Maps, texts, bytes, lists and whole numbers. */
export function cbor(value: unknown): Uint8Array {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return joined(head(3, utf8(value).length), utf8(value))
  if (value instanceof Uint8Array) return joined(head(2, value.length), value)
  if (Array.isArray(value)) return joined(head(4, value.length), ...value.map(cbor))
  if (!(value instanceof Map)) throw new Error('not written here')
  const entries = [...value].flatMap(([key, each]) => [cbor(key), cbor(each)])
  return joined(head(5, value.size), ...entries)
}

const joined = (...parts: Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]))

function head(major: number, length: number): Uint8Array {
  const first = major << 5
  if (length < 24) return Uint8Array.of(first | length)
  if (length < 256) return Uint8Array.of(first | 24, length)
  return Uint8Array.of(first | 25, length >> 8, length & 255)
}

/** A public key as COSE has it (RFC 9053 §7). */
export async function coseOf(key: CryptoKey, alg: number): Promise<Uint8Array> {
  const jwk = (await crypto.subtle.exportKey('jwk', key)) as JsonWebKey
  const member = (text: string | undefined) => fromBase64url(text ?? '') ?? new Uint8Array()
  if (jwk.kty === 'RSA') {
    return cbor(
      new Map<number, unknown>([
        [1, 3],
        [3, alg],
        [-1, member(jwk.n)],
        [-2, member(jwk.e)],
      ]),
    )
  }
  if (jwk.kty === 'OKP') {
    return cbor(
      new Map<number, unknown>([
        [1, 1],
        [3, alg],
        [-1, 6],
        [-2, member(jwk.x)],
      ]),
    )
  }
  return cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, alg],
      [-1, 1],
      [-2, member(jwk.x)],
      [-3, member(jwk.y)],
    ]),
  )
}

/** `Ecdsa-Sig-Value` (RFC 3279 §2.2.3) of the two halves that WebCrypto writes. */
export function derOf(raw: Uint8Array): Uint8Array {
  const half = raw.length / 2
  const body = [...integer(raw.subarray(0, half)), ...integer(raw.subarray(half))]
  return Uint8Array.from([0x30, body.length, ...body])
}

function integer(bytes: Uint8Array): number[] {
  const start = bytes.findIndex((each) => each !== 0)
  const short = [...bytes.subarray(start)]
  const value = (short[0] ?? 0) >= 0x80 ? [0, ...short] : short
  return [0x02, value.length, ...value]
}
