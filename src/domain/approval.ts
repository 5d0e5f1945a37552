/** The questions that the flows put to a person's object, and its answers: plain data that crosses RPC. */
import type { Seconds } from '../kernel/clock.ts'
import type { AttemptId, ClientId, CodeId, GrantId, SessionId, TokenId } from '../kernel/ids.ts'
import type { StandardClaims } from '../spec/claims.ts'
import type { Attributes } from './attributes.ts'
import type { Approval, ApprovalCore, ApprovalDetails } from './grant.ts'
import type { ProofMark } from './proof_mark.ts'
import type { WantedResources } from './resource_server.ts'
import type { AuthenticationFact } from './authentication.ts'
import type { SessionPolicy } from './session.ts'
import type { Demand } from './demand.ts'

/** A session as its cookie names it. */
export interface SessionKey {
  sessionId: SessionId
  cookieId: string
}

/** What a password is checked against. */
export interface Credentials {
  passwordHash: string | null
  credentialEpoch: number
  disabled: boolean
}

/** Who is signed in, as pages show it. */
export interface SignedInAccount {
  username: string
  name?: string
  authenticatedAt: Seconds
}

export interface ApprovalQuestion {
  session: SessionKey
  policy: SessionPolicy
  clientId: ClientId
  /** What consent must cover: scopes, names of single claims, and where the answer goes. */
  scope: string[]
  claimNames: string[]
  host: string
  consent: 'remember' | 'always' | 'skip'
  /** The person has just said yes to all of it, on our page. */
  isConsentGiven: boolean
  /** Whether one factor will do. */
  demand: Demand
  /** Whether a mailed code proves a second factor here. */
  isMailTaken?: boolean
  /** The version of the terms that everybody accepts; absent where there are none. */
  termsVersion?: string
  /** `max_age`: the oldest that the newest proof may be, in seconds. */
  maxAge?: number
  /** `prompt=login`: the sign-in that the newest proof must have been given for. */
  provedFor?: string
  /** What does not fit into the code, to be kept until it is redeemed. */
  keep?: { grantId: GrantId; details: ApprovalDetails; until: Seconds }
  /** Whether the response itself brings an ID token to a client that is told when the session ends. */
  isToldOfSignOut: boolean
  /** The grant of an access token that is handed out with the response itself. */
  open?: FrontGrant
}

/** A grant that does not wait for a code: what of it the person's object does not know itself. */
export interface FrontGrant {
  grantId: GrantId
  clientEpoch: number
  details: ApprovalDetails
  /** When the last of all that goes out with the response has died: its tokens, and its code if there is one. */
  until: Seconds
}

/** What an ID token can say of a person. */
export interface ApprovedPerson {
  claims: StandardClaims
  personUpdatedAt: Seconds
  attributes?: Attributes
}

/** What the person's object adds to an approval. */
export interface Approved extends SignedInAccount, ApprovedPerson {
  facts: AuthenticationFact[]
  consentSerial: number
  credentialEpoch: number
}

export type ApprovalRefusal =
  | { kind: 'no_session' }
  | {
      kind:
        | 'login_required'
        | 'second_factor_required'
        | 'terms_required'
        | 'consent_required'
        | 'operator_required'
      account: SignedInAccount
    }

export interface Redemption {
  attempt: AttemptId
  codeId: CodeId
  expiresAt: Seconds
  core: ApprovalCore
  /** Null where they were kept at approval. */
  details: ApprovalDetails | null
  policy: SessionPolicy
  clientEpoch: number
  /** Whether a refresh token is issued if the scope holds `offline_access`. */
  mayRefresh: boolean
  /** The client is to be told when the session ends. */
  isToldOfSignOut: boolean
  /** How long the grant's last access token lives after the redemption, in seconds. */
  accessTokenLifetime: Seconds
  refresh: RefreshPolicy
  /** Absent where the token is for all that was granted. */
  wanted?: WantedResources
  proof?: ProofMark
}

export interface RefreshPolicy {
  idle: Seconds
  absolute: Seconds
  grace: Seconds
  rotation: 'rotate' | 'none'
}

/**
 * `reused`: by this very code, so the grant has ended. `redeemed`: by another code of the same sign-in. `resource`: one
 * was asked for that was not granted, and the code is as good as before.
 */
export type RedemptionRefusal = 'reused' | 'redeemed' | 'expired' | 'ended' | 'resource'

/** A grant that stands, with the person that it is about. */
export interface LiveGrant extends ApprovedPerson {
  /** Whether the person is an operator. */
  admin: boolean
  approval: Approval
  /** 0 where no refresh token is due. */
  generation: number
  createdAt: Seconds
}

export interface RefreshQuestion {
  attempt: AttemptId
  grantId: GrantId
  generation: number
  clientId: ClientId
  clientEpoch: number
  policy: SessionPolicy
  accessTokenLifetime: Seconds
  refresh: RefreshPolicy
  wanted?: WantedResources
  proof?: ProofMark
  /** The key that was proven, and whether the refresh token is bound to it from now on if it is bound to none. */
  holder?: { jkt: string; binds: boolean }
}

/** `other_key`: the refresh token is bound to a key that was not proven. `resource`: as in `RedemptionRefusal`. */
export type RefreshRefusal = 'reused' | 'expired' | 'ended' | 'unknown' | 'other_key' | 'resource'

export interface TokenQuestion {
  /** Absent where the token is only asked about. */
  proof?: ProofMark
  grantId: GrantId
  tokenId: TokenId
  clientEpoch: number
  policy: SessionPolicy
}
