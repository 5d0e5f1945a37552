/** The tenant's key ring, opened: imported once per isolate and revision, and passed to whoever seals or signs. */
import type { JWK } from 'jose'
import type { KeyState } from '../domain/key_ring.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'

export interface OpenSigningKey {
  kid: string
  alg: SigningAlgorithm
  state: KeyState
  publicJwk: JWK
  publicKey: CryptoKey
  /** Null for a retired key: it never signs again. */
  privateKey: CryptoKey | null
}

/** A key that can sign, and does so now. */
export interface CurrentSigningKey extends OpenSigningKey {
  privateKey: CryptoKey
}

export interface OpenSealingKey {
  id: number
  state: KeyState
  /** An HKDF base key; each envelope derives its own key from it. */
  key: CryptoKey
}

export interface TenantKeys {
  tenant: TenantId
  revision: number
  signing: readonly OpenSigningKey[]
  sealing: readonly OpenSealingKey[]
  /** HMAC-SHA-256 keys that never rotate. */
  nameKey: CryptoKey
  pairwiseKey: CryptoKey
  /** An HKDF base key that never rotates: client secrets at rest. */
  restKey: CryptoKey
}

/** The key that signs now. Every ring has one for each algorithm. */
export function currentSigningKey(keys: TenantKeys, alg: SigningAlgorithm): CurrentSigningKey {
  const key = keys.signing.find((other) => other.alg === alg && other.state === 'current')
  if (!key?.privateKey) throw new Error(`the key ring has no current ${alg} key`)
  return { ...key, privateKey: key.privateKey }
}

/** What `/.well-known/jwks.json` answers: keys that sign, that will sign, and that have signed a token still alive. */
export function publishedJwks(keys: TenantKeys): { keys: JWK[] } {
  return {
    keys: keys.signing.filter((key) => key.state !== 'archived').map((key) => key.publicJwk),
  }
}
