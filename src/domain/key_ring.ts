/**
 * The tenant's keys and their lives. A signing key is `next` (published, not yet used), `current` (signs), `retired`
 * (published until its last token has died), `archived` (only opens our own old id_token_hint), or gone. So a stale
 * cache, ours or a client's, never breaks a verification.
 */
import type { JWK } from 'jose'
import type { Seconds } from '../kernel/clock.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'

export type KeyState = 'next' | 'current' | 'retired' | 'archived'

export interface SigningKeyRecord {
  kid: string
  alg: SigningAlgorithm
  state: KeyState
  publicJwk: JWK
  /** The private JWK, sealed under the master key. */
  sealed: string
  createdAt: Seconds
  /** When it began to be what its state says. */
  since: Seconds
}

/** A symmetric key, 32 bytes, sealed under the master key. Envelopes name it by `id`. */
export interface SealingKeyRecord {
  id: number
  state: KeyState
  sealed: string
  createdAt: Seconds
  since: Seconds
}

export interface KeyRing {
  schema: 1
  tenant: TenantId
  signing: SigningKeyRecord[]
  sealing: SealingKeyRecord[]
  /** Never rotates: the tags of client ids. */
  nameKey: string
  /** Never rotates: pairwise subs and `sid`. */
  pairwiseKey: string
  revision: number
}
