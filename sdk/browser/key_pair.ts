/** A key that signs and that nobody can read, not even the page that made it. */
import { AmphoraError } from '../errors.ts'

const ED25519 = { name: 'Ed25519' }
/** For browsers that do not know the other (WebCrypto Secure Curves). */
const P256 = { name: 'ECDSA', namedCurve: 'P-256' }

/** @throws AmphoraError `key_unavailable` */
export async function makeKeyPair(): Promise<CryptoKeyPair> {
  const pair = (await made(ED25519)) ?? (await made(P256))
  if (!pair)
    throw new AmphoraError('key_unavailable', 'WebCrypto makes none: is this page on https?')
  return pair
}

async function made(algorithm: {
  name: string
  namedCurve?: string
}): Promise<CryptoKeyPair | undefined> {
  try {
    // Of a pair, `extractable` says what may be done with the private half: the public one always is.
    const pair = await crypto.subtle.generateKey(algorithm, false, ['sign', 'verify'])
    return 'privateKey' in pair ? pair : undefined
  } catch {
    return undefined
  }
}
