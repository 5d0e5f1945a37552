/** A session: this person, signed in, in one browser. */
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId, SessionId } from '../kernel/ids.ts'

/**
 * How something was proven, in RFC 8176 words; `fed` is none of them: another provider has vouched for the person, and by
 * what means is not known here.
 */
export type AuthenticationMethod = 'pwd' | 'fed'

/** One proof and when it was given. */
export interface AuthenticationFact {
  method: AuthenticationMethod
  at: Seconds
}

export interface Session {
  /** Stable through re-authentication: grants and `sid` hang on it. */
  id: SessionId
  /** Drawn anew at every sign-in and sealed into the cookie; an older cookie is refused (session fixation). */
  cookieId: string
  facts: AuthenticationFact[]
  /** The sign-in that the newest proof was given for: what `prompt=login` asks to see. */
  provedFor: string
  createdAt: Seconds
  lastSeenAt: Seconds
  /** The epoch of the tenant when it began; an older one is dead. */
  tenantEpoch: number
  credentialEpoch: number
  device: { ip: string; userAgent: string; country?: string }
  /** Those that were given an ID token of it and are to be told of its end. */
  clients?: ClientId[]
}

export interface SessionPolicy {
  idle: Seconds
  absolute: Seconds
  tenantEpoch: number
}

/** When the person last proved who they are: `auth_time` (OpenID Connect Core §2). */
export const authenticatedAt = (session: Pick<Session, 'facts'>): Seconds =>
  Math.max(...session.facts.map((fact) => fact.at))

/** `acr`: `1` for one factor. Only what can be reached is advertised (`acr_values_supported`). */
export const ACR_VALUES = ['1'] as const
export const acrOf = (_facts: readonly AuthenticationFact[]): (typeof ACR_VALUES)[number] => '1'
/** `amr` (RFC 8176): each method once. */
export const amrOf = (facts: readonly AuthenticationFact[]): AuthenticationMethod[] => [
  ...new Set(facts.map((fact) => fact.method)),
]
/** Whether the session still stands, judged on read; sweeping happens inside later writes. */
export function isSessionAlive(session: Session, policy: SessionPolicy, now: Seconds): boolean {
  return (
    now < session.lastSeenAt + policy.idle &&
    now < session.createdAt + policy.absolute &&
    session.tenantEpoch >= policy.tenantEpoch
  )
}
