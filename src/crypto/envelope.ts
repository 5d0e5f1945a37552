/**
 * Sealed envelopes: the form of every bearer string that we hand out. Authenticated encryption under a key of the
 * envelope's own, with purpose and tenant bound in: only we can read one, nobody can forge one or link two, and what
 * is not ours is told apart without any I/O.
 *
 *   base64url( version 1 byte ‖ sealing key id 2 bytes ‖ salt 16 bytes ‖ AES-256-GCM(payload) ‖ tag 16 bytes )
 *
 * The key is HKDF-SHA-256 (RFC 5869) of the sealing key, the salt, and `purpose ‖ tenant`, so no nonce is ever used
 * twice under one key and there is no limit to the number of envelopes. Header, purpose and tenant are associated data.
 */
import { base64url, fromBase64url, fromUtf8, utf8 } from '../kernel/encoding.ts'
import type { TenantId } from '../kernel/ids.ts'
import { parseJson, type JsonValue } from '../kernel/json.ts'
import { randomBytes } from '../kernel/random.ts'
import type { OpenSealingKey, TenantKeys } from './tenant_keys.ts'

export type Purpose =
  | 'code'
  | 'refresh_token'
  | 'access_token'
  | 'session_cookie'
  | 'sign_in_cookie'
  | 'sign_in'
  | 'halfway_cookie'
  | 'passkey_challenge'
  | 'totp_set_up'
  | 'recovery_codes'
  | 'request_uri'
  | 'device_code'
  | 'device_cookie'
  | 'dpop_nonce'
  | 'initial_access_token'
  | 'recovery'
  | 'upstream_state'
  | 'upstream_cookie'
  | 'upstream_newcomer'
  | 'code_link'
  | 'code_cookie'
  | 'sign_up'
  | 'email_change'
  | 'cursor'

const VERSION = 1
const HEADER_BYTES = 1 + 2 + 16
const TAG_BYTES = 16
/** No envelope of ours is longer; anything that is need not be decoded. */
const LONGEST = 8192

/** Seals what is plain JSON. The answer is canonical base64url of 35 bytes more than the JSON. */
export async function seal(
  keys: TenantKeys,
  purpose: Purpose,
  payload: object | string,
): Promise<string> {
  const sealing = keys.sealing.find((key) => key.state === 'current')
  if (!sealing) throw new Error('the key ring has no current sealing key')
  const header = new Uint8Array(HEADER_BYTES)
  header[0] = VERSION
  new DataView(header.buffer).setUint16(1, sealing.id)
  header.set(randomBytes(16), 3)
  const key = await envelopeKey(sealing, header, purpose, keys.tenant)
  const algorithm = cipher(header, purpose, keys.tenant)
  const sealed = await crypto.subtle.encrypt(algorithm, key, utf8(JSON.stringify(payload)))
  const bytes = new Uint8Array(HEADER_BYTES + sealed.byteLength)
  bytes.set(header)
  bytes.set(new Uint8Array(sealed), HEADER_BYTES)
  return base64url(bytes)
}

/**
 * The payload, or undefined for anything that this tenant did not seal for this purpose. Never throws.
 * Nobody else can have sealed it, so it is what the one place that seals for this purpose has put in: its type is the
 * caller's to name.
 */
export async function open<Payload = JsonValue>(
  keys: TenantKeys,
  purpose: Purpose,
  envelope: string,
): Promise<Payload | undefined> {
  if (envelope.length > LONGEST) return undefined
  const bytes = fromBase64url(envelope)
  if (!bytes || bytes.length < HEADER_BYTES + TAG_BYTES || bytes[0] !== VERSION) return undefined
  const header = bytes.slice(0, HEADER_BYTES)
  const id = new DataView(header.buffer).getUint16(1)
  const sealing = keys.sealing.find((key) => key.id === id)
  if (!sealing) return undefined
  try {
    const key = await envelopeKey(sealing, header, purpose, keys.tenant)
    const algorithm = cipher(header, purpose, keys.tenant)
    const plain = await crypto.subtle.decrypt(algorithm, key, bytes.slice(HEADER_BYTES))
    const text = fromUtf8(new Uint8Array(plain))
    return text === undefined ? undefined : (parseJson(text) as Payload | undefined)
  } catch {
    return undefined
  }
}

async function envelopeKey(
  sealing: OpenSealingKey,
  header: Uint8Array<ArrayBuffer>,
  purpose: Purpose,
  tenant: TenantId,
): Promise<CryptoKey> {
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: header.slice(3), info: utf8(`${purpose}\0${tenant}`) },
    sealing.key,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  )
}

/** The key is used for one message only, so the nonce may be constant (RFC 5116 §3.1 asks for distinct pairs). */
function cipher(
  header: Uint8Array<ArrayBuffer>,
  purpose: Purpose,
  tenant: TenantId,
): SubtleCryptoEncryptAlgorithm {
  const context = utf8(`\0${purpose}\0${tenant}`)
  const additionalData = new Uint8Array(header.length + context.length)
  additionalData.set(header)
  additionalData.set(context, header.length)
  return { name: 'AES-GCM', iv: new Uint8Array(12), additionalData }
}
