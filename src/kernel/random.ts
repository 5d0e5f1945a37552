/** The only source of randomness. */
import { base64url } from './encoding.ts'

export function randomBytes(length: number): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(length))
}

/** A base64url string that carries `bytes` random bytes: 16 (128 bits) unless told. */
export const randomToken = (bytes = 16): string => base64url(randomBytes(bytes))
