/** A way to another provider and back, for minutes: what was sent with the browser, and what came of it. */
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import type { AttemptId, SessionId, Sub } from '../kernel/ids.ts'
import type { StandardClaims } from '../spec/claims.ts'
import type { LinkedIdentity } from './identity.ts'

export interface UpstreamSignIn {
  id: string
  /** The id of the upstream: an answer that comes in at another's redirect URI is none (RFC 9700 §4.4). */
  upstream: string
  /** The PKCE verifier; null where the provider takes none. */
  verifier: string | null
  /** What its ID token must hold; null where it gives none back. */
  nonce: string | null
  purpose: UpstreamPurpose
  expiresAt: Seconds
  /** What the provider had the browser post, until our own GET takes it. */
  posted: Record<string, string> | null
  /** Who took it: of all who bring the answer, one goes on. */
  takenBy: AttemptId | null
}

/** What a person signs in for, as our own addresses say it: `signin`, or `next`, or nothing. */
export type ErrandFields = Record<string, string>

export type UpstreamPurpose =
  | { kind: 'sign_in'; errand: ErrandFields }
  /** A person opens one more way into their account, in a session of theirs. */
  | { kind: 'link'; sub: Sub; sessionId: SessionId }

/** Somebody whom a provider has proven, and whom nobody here knows: kept until they say what they want. */
export interface Newcomer {
  id: string
  /** The id of the upstream. */
  upstream: string
  identity: LinkedIdentity
  /** What the provider told of them, but for an address, which is not proven by its word. */
  claims: StandardClaims
  mayCreate: boolean
  /** They have proven an address that an account here has. */
  isAddressKnown: boolean
  errand: ErrandFields
  expiresAt: Seconds
  takenBy: AttemptId | null
}

/** How long somebody may be away at another provider. */
export const UPSTREAM_LIFETIME: Seconds = 15 * MINUTE

/** How long a newcomer may think about it. */
export const NEWCOMER_LIFETIME: Seconds = 15 * MINUTE
