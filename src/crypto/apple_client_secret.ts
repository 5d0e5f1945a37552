/** The client secret that Apple wants: a JWT of five minutes, signed with the key that it gave to the operator. */
import { importPKCS8, SignJWT, type CryptoKey } from 'jose'
import type { Seconds } from '../kernel/clock.ts'

export interface AppleKey {
  teamId: string
  keyId: string
  /** PKCS #8 in PEM, as Apple's `.p8` file has it. */
  privateKey: string
}

const LIFETIME: Seconds = 300

/** @throws Error where the key is none for ES256 */
export async function appleClientSecret(
  { teamId, keyId, privateKey }: AppleKey,
  clientId: string,
  now: Seconds,
): Promise<string> {
  const key = await importPKCS8(privateKey, 'ES256')
  return new SignJWT()
    .setProtectedHeader({ alg: 'ES256', kid: keyId })
    .setIssuer(teamId)
    .setSubject(clientId)
    .setAudience('https://appleid.apple.com')
    .setIssuedAt(now)
    .setExpirationTime(now + LIFETIME)
    .sign(key)
}

/** Whether a text is such a key. Never throws. */
export const isAppleKey = (privateKey: string): Promise<boolean> =>
  importPKCS8(privateKey, 'ES256').then(
    (_key: CryptoKey) => true,
    () => false,
  )
