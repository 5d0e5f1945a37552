/** A provider that people may sign in with, as an operator set it up. Distributed with the settings. */
import type { Seconds } from '../kernel/clock.ts'
import type { UpstreamKind, UpstreamSignUp } from '../spec/upstream.ts'

export interface Upstream {
  /** Chosen by the operator; it stands in the redirect URI that is registered with the provider. */
  id: string
  kind: UpstreamKind
  /** What its button says. */
  name: string
  /** Where it is found, where its kind leaves that open. */
  issuer?: string
  clientId: string
  /** Sealed for this very record: the secret that the provider gave, or the private key that makes one (Apple). */
  sealedSecret: string
  /** Whose private key it is, and which: Apple has both. */
  teamId?: string
  keyId?: string
  /** Beyond those that its kind asks for anyway. */
  scopes: string[]
  enabled: boolean
  signUp: UpstreamSignUp
  /** Mail domains for which its word is taken that an address was verified; `*` for all. */
  trustsEmail: string[]
  createdAt: Seconds
  updatedAt: Seconds
  revision: number
}

/** More than these would be no choice any more. */
export const MOST_UPSTREAMS = 20
