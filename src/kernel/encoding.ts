/** Text and bytes. Decoding is strict: what we decode is either canonical or refused. */
const utf8Encoder = new TextEncoder()
const utf8Decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export const utf8 = (text: string): Uint8Array<ArrayBuffer> =>
  utf8Encoder.encode(text) as Uint8Array<ArrayBuffer>

/** The text, or undefined where the bytes are not valid UTF-8. */
export function fromUtf8(bytes: Uint8Array): string | undefined {
  try {
    return utf8Decoder.decode(bytes)
  } catch {
    return undefined
  }
}

export function base64url(bytes: Uint8Array): string {
  return bytes.toBase64({ alphabet: 'base64url', omitPadding: true })
}

/**
 * The bytes of an unpadded base64url string (RFC 7515 §2), or undefined unless it is the one canonical
 * spelling of them: no padding, no white space, no set bits after the last byte.
 */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text)) return undefined
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: 'base64url', lastChunkHandling: 'loose' })
    return base64url(bytes) === text ? bytes : undefined
  } catch {
    return undefined
  }
}

/** The bytes of a padded standard base64 string (as HTTP Basic and PEM use it), or undefined. */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.fromBase64(text)
  } catch {
    return undefined
  }
}
