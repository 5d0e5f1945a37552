/** Who somebody is at another provider: the issuer and its subject, which alone make it (OpenID Connect Core §5.7). */
import type { Seconds } from '../kernel/clock.ts'
import type { SessionKey } from './approval.ts'
import type { OwnSession } from './own_account.ts'

export interface UpstreamIdentity {
  /** The issuer identifier; of a provider without OpenID Connect, the origin that it answers from. */
  issuer: string
  subject: string
}

/** An identity that opens an account here. */
export interface LinkedIdentity extends UpstreamIdentity {
  /** The id of the upstream that it came by. */
  upstream: string
  /** What the person goes by there, so that they know it again: never more than a hint. */
  label?: string
  linkedAt: Seconds
}

export const MOST_IDENTITIES = 10

/**
 * The name under which the Directory keeps an identity. Neither half holds a control character, so that no two identities
 * are one name.
 */
export const identityName = ({ issuer, subject }: UpstreamIdentity): string =>
  `${issuer}\n${subject}`

export const isSameIdentity = (one: UpstreamIdentity, other: UpstreamIdentity): boolean =>
  one.issuer === other.issuer && one.subject === other.subject

/** How long a proof may be old that a new way in is opened on, in seconds. */
export const FRESH_FOR: Seconds = 600

/** A person, in a session of theirs, takes an identity on. */
export interface Linking extends OwnSession {
  identity: LinkedIdentity
  mailId: string
  lang: string
}

/** A person gives one up; what was ever proven by it ends. */
export interface Unlinking extends OwnSession {
  identity: UpstreamIdentity
  /** This session's cookie from now on. */
  cookieId: string
  mailId: string
  lang: string
}

export type LinkRefusal = 'no_session' | 'stale' | 'too_many'
export type UnlinkRefusal = 'no_session' | 'stale' | 'unknown' | 'last_way_in'

export interface Unlinked {
  session: SessionKey
}
