/** The identities that open a person's account: listed on their record, which has the last word about them. */
import {
  isSameIdentity,
  MOST_IDENTITIES,
  type LinkedIdentity,
  type UpstreamIdentity,
} from './identity.ts'
import type { OwnSession } from './own_account.ts'
import type { Person } from './person.ts'

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

/**
 * Whether somebody without any passkey could still sign in: whoever gives up the last way in has lost their account.
 * @param isByMail whether people here sign in by a code that is mailed to an address of theirs
 */
export const hasWayIn = (person: Person, isByMail: boolean): boolean =>
  person.passwordHash !== null ||
  identitiesOf(person).length > 0 ||
  (isByMail && person.claims.email !== undefined && person.claims.email_verified === true)

/** A person, in a session of theirs, takes an identity on. */
export interface Linking extends OwnSession {
  identity: LinkedIdentity
  /** Of the record that the identity was claimed for. */
  revision: number
  mailId: string
  lang: string
}

/** A person gives one up: all that was ever proven by it ends, but for the session that asks. */
export interface Unlinking extends OwnSession {
  identity: UpstreamIdentity
  /** This session's cookie from now on. */
  cookieId: string
  /** Whether people here sign in by a code that is mailed to them. */
  isByMail: boolean
  mailId: string
  lang: string
}

export type LinkRefusal = 'no_session' | 'stale' | 'too_many' | 'changed'
export type UnlinkRefusal = 'no_session' | 'stale' | 'unknown' | 'last_way_in'

/** Somebody has proven, for the first time, that an address is theirs which a record holds unproven. */
export interface AddressProof {
  /** As the Directory keeps it. */
  email: string
  identity: LinkedIdentity
  mailId: string
  lang: string
}
