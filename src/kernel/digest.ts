/** Hashes for names and comparisons. Signatures and encryption live in `crypto/`. */
import { base64url, utf8 } from './encoding.ts'

export async function sha256(
  data: string | Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = typeof data === 'string' ? utf8(data) : data
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** SHA-256 as base64url: the form of a PKCE challenge (RFC 7636 §4.2) and of our own fingerprints. */
export const sha256base64url = async (data: string): Promise<string> =>
  base64url(await sha256(data))

/**
 * Whether two strings are the same, in a time that does not tell where they differ: their digests are
 * compared, so length is hidden too (CWE-208).
 */
export async function equalSecrets(a: string, b: string): Promise<boolean> {
  const [left, right] = await Promise.all([sha256(a), sha256(b)])
  return crypto.subtle.timingSafeEqual(left, right)
}
