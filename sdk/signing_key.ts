/** What signs an app's requests: its private key, or the bytes of its secret. */
import { importJWK, importPKCS8, type CryptoKey, type JWK } from 'jose'
import { AmphoraError } from './errors.ts'
import type { PrivateKeySource } from './options.ts'

export interface PrivateKey {
  key: CryptoKey
  alg: string
  kid?: string
  /** The public half, where it goes into the header: for apps that register no key. */
  jwk?: JWK
}

export type SigningKey = PrivateKey | { key: Uint8Array; alg: 'HS256' }

/** HMAC with the UTF-8 bytes of the whole secret (OpenID Connect Core §10.1). */
export const keyOfSecret = (clientSecret: string): SigningKey => ({
  key: new TextEncoder().encode(clientSecret),
  alg: 'HS256',
})

/** @throws AmphoraError `configuration_invalid` where it is no private key that signs */
export async function importPrivateKey(
  privateKey: PrivateKeySource,
  kid: string | undefined,
): Promise<PrivateKey> {
  const key = await readPrivateKey(privateKey)
  const alg = key instanceof Uint8Array || key.type !== 'private' ? undefined : algorithmOf(key)
  if (key instanceof Uint8Array || alg === undefined) {
    throw new AmphoraError('configuration_invalid', 'privateKey is no private key that signs')
  }
  const named = kid ?? (isJwk(privateKey) ? privateKey.kid : undefined)
  return { key, alg, ...(named !== undefined && { kid: named }) }
}

async function readPrivateKey(privateKey: PrivateKeySource): Promise<CryptoKey | Uint8Array> {
  try {
    if (typeof privateKey === 'string') return await importPKCS8(privateKey, 'EdDSA')
    return isJwk(privateKey)
      ? await importJWK(privateKey, privateKey.alg ?? defaultAlgorithm(privateKey))
      : privateKey
  } catch {
    // What the importer says could quote the key.
    throw new AmphoraError('configuration_invalid', 'privateKey cannot be read')
  }
}

const isJwk = (key: PrivateKeySource): key is JWK =>
  typeof key === 'object' && 'kty' in key && typeof key.kty === 'string'

function defaultAlgorithm({ kty }: JWK): string {
  return kty === 'OKP' ? 'EdDSA' : kty === 'EC' ? 'ES256' : 'PS256'
}

/** The `alg` of what this key signs; undefined for one that signs nothing which Amphora verifies. */
function algorithmOf({ algorithm: { name } }: CryptoKey): string | undefined {
  const algorithms: Record<string, string> = {
    Ed25519: 'EdDSA',
    ECDSA: 'ES256',
    'RSA-PSS': 'PS256',
    'RSASSA-PKCS1-v1_5': 'RS256',
  }
  return algorithms[name]
}
