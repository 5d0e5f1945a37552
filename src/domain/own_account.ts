/** What a person sees and decides of their own account, signed in: plain data that crosses RPC. */
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import type { Passkey } from './passkey.ts'
import type { SessionId, Sub } from '../kernel/ids.ts'
import type { StandardClaims } from '../spec/claims.ts'
import type { Attributes } from './attributes.ts'
import type { Credentials, SessionKey, SignedInAccount } from './approval.ts'
import type { Consent } from './consent.ts'
import type { Grant } from './grant.ts'
import type { LinkedIdentity } from './identity.ts'
import type { SecurityEvent } from './security_event.ts'
import type { Session, SessionPolicy } from './session.ts'
import type { TermsAcceptance } from './sign_up.ts'

/** A person, by the session that their browser's cookie names. */
export interface OwnAccount {
  sub: Sub
  session: SessionKey
}

/** In which session something is asked; where it does not stand any more, the answer is `no_session`. */
export interface OwnSession {
  key: SessionKey
  policy: SessionPolicy
}

/** How long after a proof its session may change what the account is proven by, in seconds (ASVS 7.5.1). */
const FRESH: Seconds = 5 * MINUTE

/** @param provenAt when the session was last proven */
export const isFresh = (provenAt: Seconds, now: Seconds): boolean => now - provenAt < FRESH

/** All that an account holds, as its person may see it. */
export interface AccountOverview {
  account: SignedInAccount
  claims: StandardClaims
  hasPassword: boolean
  terms?: TermsAcceptance
  identities: readonly LinkedIdentity[]
  passkeys: readonly Passkey[]
  admin?: boolean
  attributes?: Attributes
  createdAt: Seconds
  updatedAt: Seconds
  /** The session that asks, one of `sessions`. */
  current: SessionId
  sessions: Session[]
  consents: Consent[]
  grants: Grant[]
  /** Newest first. */
  events: SecurityEvent[]
}

/** What a password is checked against, and the record that it was checked for. */
export interface OwnCredentials extends Credentials {
  /** What attempts are counted under. */
  email: string | undefined
  revision: number
}

/** What the end of an account asks of its person, and the record that it is asked for. */
export interface OwnDeletion {
  account: SignedInAccount
  /** By their password, if they have one; else by a session that was proven just now, or is to be proven again. */
  proof: 'password' | 'session' | 'stale'
  revision: number
}

export interface PasswordChange extends OwnSession {
  /** As the credentials told it that the old password was checked against. */
  credentialEpoch: number
  passwordHash: string
  /** The cookie of this session from now on: named after the change, so that one that comes twice is known again. */
  cookieId: string
  /** Has the person told by mail; absent where none is sent. */
  mail?: { id: string; lang: string }
}

/** The claims that a person sets themselves, each as it is to be; null for none. */
export type OwnClaims = { [Name in keyof StandardClaims]?: StandardClaims[Name] | null }
