/**
 * Codes of authenticator apps: TOTP (RFC 6238) with HMAC-SHA-1, six digits and steps of 30 seconds, which is all that
 * every app understands. The HMAC is the platform's.
 */
import type { Seconds } from '../kernel/clock.ts'
import { utf8 } from '../kernel/encoding.ts'
import { randomBytes } from '../kernel/random.ts'

/** "The length of the shared secret MUST be at least 128 bits … RECOMMEND 160" (RFC 4226 §4). */
const SECRET_BYTES = 20
const STEP: Seconds = 30
const DIGITS = 6
/** "at most one time step is allowed as the network delay" (RFC 6238 §5.2); as much for a clock that is ahead. */
const TOLERATED = [0, -1, 1] as const

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

export const newTotpSecret = (): Uint8Array<ArrayBuffer> => randomBytes(SECRET_BYTES)

/** @returns the step that a code is of, or undefined where it is of none that is near */
export async function stepOfCode(
  secret: Uint8Array<ArrayBuffer>,
  code: string,
  now: Seconds,
): Promise<number | undefined> {
  const present = Math.floor(now / STEP)
  const steps = TOLERATED.map((away) => present + away)
  const codes = await Promise.all(steps.map((step) => hotp(secret, step, DIGITS)))
  // All are compared, each in a time that tells nothing (CWE-208).
  const matches = codes.map((each) => isSameCode(each, code))
  return steps.find((_, at) => matches[at])
}

const isSameCode = (one: string, other: string): boolean => {
  const [left, right] = [utf8(one), utf8(other)]
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right)
}

/** HOTP (RFC 4226 §5.3): of the HMAC of a counter 31 bits, from where its last four bits say, in decimal digits. */
export async function hotp(
  secret: Uint8Array<ArrayBuffer>,
  counter: number,
  digits: number,
): Promise<string> {
  const algorithm = { name: 'HMAC', hash: 'SHA-1' }
  const key = await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign'])
  const message = new DataView(new ArrayBuffer(8))
  message.setBigUint64(0, BigInt(counter))
  const mac = new DataView(await crypto.subtle.sign('HMAC', key, message.buffer))
  const offset = mac.getUint8(19) & 15
  const number = (mac.getUint32(offset) & 0x7fffffff) % 10 ** digits
  return String(number).padStart(digits, '0')
}

/** Base32 (RFC 4648 §6) without padding: the form in which apps take a secret that is typed. */
export function base32(bytes: Uint8Array): string {
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  const groups = bits.match(/.{1,5}/g) ?? []
  return groups.map((group) => BASE32[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/**
 * What a QR code of a secret says: the `otpauth` address that authenticator apps read (Key Uri Format of Google
 * Authenticator). What it leaves out is what apps take for granted: SHA-1, six digits, 30 seconds.
 */
export function otpauthUri(
  secret: Uint8Array,
  { issuer, account }: { issuer: string; account: string },
): string {
  const label = [issuer, account].map((part) => encodeURIComponent(part)).join(':')
  const query = `secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
  return `otpauth://totp/${label}?${query}`
}
