/**
 * One secret field of a record at rest, sealed so that it opens only in its own place: moved to another tenant, table,
 * row or field it does not.
 *
 *   base64url( version 1 byte ‖ salt 16 bytes ‖ AES-256-GCM(text) ‖ tag 16 bytes )
 *
 * The key is HKDF-SHA-256 (RFC 5869) of the base key, the salt and the place, so each is used for one message only.
 */
import { base64url, fromBase64url, fromUtf8, utf8 } from '../kernel/encoding.ts'
import { randomBytes } from '../kernel/random.ts'

export interface Place {
  tenant: string
  table: string
  row: string
  field: string
}

const VERSION = 1
const HEADER_BYTES = 1 + 16

/** The 32 bytes as a base key, from which only keys can be derived. */
export const importBaseKey = (bytes: Uint8Array<ArrayBuffer>): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveKey'])

/** Seals a text for one place. */
export async function sealField(baseKey: CryptoKey, text: string, place: Place): Promise<string> {
  const header = new Uint8Array(HEADER_BYTES)
  header[0] = VERSION
  header.set(randomBytes(16), 1)
  const key = await fieldKey(baseKey, header, place)
  const sealed = await crypto.subtle.encrypt(cipher(header, place), key, utf8(text))
  const bytes = new Uint8Array(HEADER_BYTES + sealed.byteLength)
  bytes.set(header)
  bytes.set(new Uint8Array(sealed), HEADER_BYTES)
  return base64url(bytes)
}

/** The text, or undefined for anything that was not sealed with this key for this place. */
export async function openField(
  baseKey: CryptoKey,
  sealed: string,
  place: Place,
): Promise<string | undefined> {
  const bytes = fromBase64url(sealed)
  if (!bytes || bytes.length < HEADER_BYTES + 16 || bytes[0] !== VERSION) return undefined
  const header = bytes.slice(0, HEADER_BYTES)
  try {
    const key = await fieldKey(baseKey, header, place)
    const text = await crypto.subtle.decrypt(cipher(header, place), key, bytes.slice(HEADER_BYTES))
    return fromUtf8(new Uint8Array(text))
  } catch {
    return undefined
  }
}

function fieldKey(
  baseKey: CryptoKey,
  header: Uint8Array<ArrayBuffer>,
  place: Place,
): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: header.slice(1), info: inBytes(place) },
    baseKey,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** The key is used for one message only, so the nonce may be constant (RFC 5116 §3.1 asks for distinct pairs). */
function cipher(header: Uint8Array<ArrayBuffer>, place: Place): SubtleCryptoEncryptAlgorithm {
  const context = inBytes(place)
  const additionalData = new Uint8Array(header.length + context.length)
  additionalData.set(header)
  additionalData.set(context, header.length)
  return { name: 'AES-GCM', iv: new Uint8Array(12), additionalData }
}

/** As JSON, in which no two places look alike. */
const inBytes = ({ tenant, table, row, field }: Place): Uint8Array<ArrayBuffer> =>
  utf8(JSON.stringify([tenant, table, row, field]))
