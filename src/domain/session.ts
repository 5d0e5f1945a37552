/** A session: this person, signed in, in one browser. */
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId, SessionId } from '../kernel/ids.ts'
import type { AuthenticationFact } from './authentication.ts'

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
  device: Device
  /** Those that were given an ID token of it and are to be told of its end. */
  clients?: ClientId[]
}

/** Where a proof was given, as people see it of their sessions. */
export interface Device {
  ip: string
  userAgent: string
  country?: string
}

export interface SessionPolicy {
  idle: Seconds
  absolute: Seconds
  tenantEpoch: number
  /** Whether passkeys prove nothing here, and nobody is asked for one. */
  arePasskeysOff?: boolean
}

/** Whether the session still stands, judged on read; sweeping happens inside later writes. */
export function isSessionAlive(session: Session, policy: SessionPolicy, now: Seconds): boolean {
  return (
    now < session.lastSeenAt + policy.idle &&
    now < session.createdAt + policy.absolute &&
    session.tenantEpoch >= policy.tenantEpoch
  )
}
