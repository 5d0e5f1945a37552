/** Who somebody is at another provider: the issuer and its subject, which alone make it (OpenID Connect Core §5.7). */
import type { Seconds } from '../kernel/clock.ts'
import type { OwnSession } from './own_account.ts'
import type { Person } from './person.ts'

export interface UpstreamIdentity {
  /** The issuer identifier; of a provider without OpenID Connect, the origin that it answers from. */
  issuer: string
  subject: string
}

/** An identity that opens an account here. */
export interface LinkedIdentity extends UpstreamIdentity {
  /** What the provider was called when it was linked, and what the person goes by there: never more than a hint. */
  provider: string
  label?: string
  linkedAt: Seconds
}

export const MOST_IDENTITIES = 10

/**
 * The name under which the Directory keeps an identity. Neither half holds a line's end, so no two identities are one
 * name.
 */
export const identityName = ({ issuer, subject }: UpstreamIdentity): string =>
  `${issuer}\n${subject}`

export const isSameIdentity = (one: UpstreamIdentity, other: UpstreamIdentity): boolean =>
  one.issuer === other.issuer && one.subject === other.subject

export const identitiesOf = ({ identities = [] }: Person): readonly LinkedIdentity[] => identities

export const hasIdentity = (person: Person, identity: UpstreamIdentity): boolean =>
  identitiesOf(person).some((each) => isSameIdentity(each, identity))

/** The person with this identity among theirs; undefined where they have as many as they may have. */
export function withIdentity(person: Person, identity: LinkedIdentity): Person | undefined {
  if (hasIdentity(person, identity)) return person
  const identities = [...identitiesOf(person), identity]
  return identities.length > MOST_IDENTITIES ? undefined : { ...person, identities }
}

export const withoutIdentity = (person: Person, identity: UpstreamIdentity): Person => ({
  ...person,
  identities: identitiesOf(person).filter((each) => !isSameIdentity(each, identity)),
})

/** Whether somebody could still sign in: whoever gives up the last way in has lost their account. */
export const hasWayIn = (person: Person): boolean =>
  person.passwordHash !== null || identitiesOf(person).length > 0

/** A person, in a session of theirs, takes an identity on. */
export interface Linking extends OwnSession {
  identity: LinkedIdentity
  mailId: string
  lang: string
}

/** A person gives one up: all that was ever proven by it ends, but for the session that asks. */
export interface Unlinking extends OwnSession {
  identity: UpstreamIdentity
  /** This session's cookie from now on. */
  cookieId: string
  mailId: string
  lang: string
}

export type LinkRefusal = 'no_session' | 'stale' | 'too_many'
export type UnlinkRefusal = 'no_session' | 'stale' | 'unknown' | 'last_way_in'

/** Somebody has proven, for the first time, that an address is theirs which a record holds unproven. */
export interface AddressProof {
  /** As the Directory keeps it. */
  email: string
  identity: LinkedIdentity
  mailId: string
  lang: string
}
