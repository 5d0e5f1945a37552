/** A way to another provider and back, for minutes: what was sent with the browser, and what came of it. */
import type { Seconds } from '../kernel/clock.ts'
import type { AttemptId, SessionId, Sub } from '../kernel/ids.ts'

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

export type UpstreamPurpose =
  | {
      kind: 'sign_in'
      /** The sign-in that it is for, as addresses name it; absent where a person came without an app. */
      signin?: string
      /** Where such a person wants to go. */
      next?: string
    }
  /** A person opens one more way into their account, in a session of theirs. */
  | { kind: 'link'; sub: Sub; sessionId: SessionId }

/** How long somebody may be away at another provider, in seconds. */
export const UPSTREAM_LIFETIME: Seconds = 900
