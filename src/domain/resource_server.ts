/** The tenant's APIs, as access tokens name them (RFC 8707). Distributed with the settings. */
import type { Seconds } from '../kernel/clock.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'

export interface ResourceServer {
  /** What clients ask for as `resource`, and what its tokens hold as `aud`: compared character by character. */
  resource: string
  /** What people read beside its scopes. */
  name: string
  /** Those of the tenant's scopes that are its own. No scope is of two servers, so none means two things in one token. */
  scopes: string[]
  access_token_lifetime: Seconds
  access_token_signing_alg: SigningAlgorithm
  /** The client that it introspects its tokens as; absent where it verifies them itself. */
  client_id?: string
}

/** Which of its resources a grant is asked to have a token made for. */
export interface WantedResources {
  resource: readonly string[]
  /** What a grant is for that names no resource: the issuer. */
  otherwise: string
}

/** "such policy may limit the acceptable resources to those that were originally granted … or a subset thereof" (RFC 8707 §2.2), and does. */
export function grantsResources(
  granted: readonly string[],
  wanted: WantedResources | undefined,
): boolean {
  if (!wanted) return true
  const all = granted.length > 0 ? granted : [wanted.otherwise]
  return wanted.resource.every((each) => all.includes(each))
}
