/** What an app remembers about a browser, sealed so that the browser can neither read nor change it (JWE, RFC 7516). */
import { EncryptJWT, jwtDecrypt } from 'jose'
import { AmphoraError } from './errors.ts'

const SHORTEST_SECRET = 32

/**
 * @param value anything that JSON can hold
 * @param secret at least 32 random characters
 * @param purpose what was sealed for one does not open for another: keep sessions and sign-ins under way apart
 * @returns a compact JWE (`dir`, `A256GCM`), made of characters that a cookie can hold
 * @throws AmphoraError `configuration_invalid` for a short secret
 */
export async function sealSession(
  value: unknown,
  secret: string,
  maxAgeSeconds: number,
  purpose = 'session',
): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  return new EncryptJWT({ value })
    .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
    .setIssuedAt(now)
    .setExpirationTime(now + maxAgeSeconds)
    .encrypt(await keyOf(secret, purpose))
}

/**
 * @param T what the app sealed with this secret for this purpose: nobody else can have made it
 * @param sealed the cookie as it came, or undefined where none did
 * @returns undefined for whatever was not sealed so, was changed, or is over
 * @throws AmphoraError `configuration_invalid` for a short secret
 */
export async function openSession<T>(
  sealed: string | undefined,
  secret: string,
  purpose = 'session',
): Promise<T | undefined> {
  const key = await keyOf(secret, purpose)
  if (!sealed) return undefined
  try {
    const { payload } = await jwtDecrypt<{ value: T }>(sealed, key, {
      requiredClaims: ['exp'],
      keyManagementAlgorithms: ['dir'],
      contentEncryptionAlgorithms: ['A256GCM'],
    })
    return payload.value
  } catch {
    return undefined
  }
}

/** HKDF (RFC 5869) with SHA-256: a key of its own for each purpose, whatever else the secret is used for. */
async function keyOf(secret: string, purpose: string): Promise<Uint8Array> {
  if (secret.length < SHORTEST_SECRET) {
    throw new AmphoraError('configuration_invalid', 'a session secret has at least 32 characters')
  }
  const bytes = new TextEncoder().encode(secret)
  const material = await crypto.subtle.importKey('raw', bytes, 'HKDF', false, ['deriveBits'])
  const derivation = {
    name: 'HKDF',
    hash: 'SHA-256',
    salt: new Uint8Array(),
    info: new TextEncoder().encode(`amphora-idp/client ${purpose}`),
  }
  return new Uint8Array(await crypto.subtle.deriveBits(derivation, material, 256))
}
