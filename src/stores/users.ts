/** Typed handles to User objects: one person, one object. */
import type {
  ApprovalQuestion,
  ApprovalRefusal,
  Approved,
  Credentials,
  LiveGrant,
  Redemption,
  RedemptionRefusal,
  RefreshQuestion,
  RefreshRefusal,
  SessionKey,
  SignedInAccount,
  SignIn,
  TokenQuestion,
} from '../domain/approval.ts'
import type { Grant } from '../domain/grant.ts'
import type { Person } from '../domain/person.ts'
import type { Session, SessionPolicy } from '../domain/session.ts'
import type { ClientId, GrantId, Sub, TokenId } from '../kernel/ids.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { Result } from '../kernel/result.ts'
import type { StandardClaims } from '../spec/claims.ts'

export interface PersonPatch {
  /** Replaces these claims; null removes one. */
  claims?: { [Name in keyof StandardClaims]?: StandardClaims[Name] | null }
  passwordHash?: string
  disabled?: boolean
}

export interface SecurityEvent {
  id: string
  at: Seconds
  event: string
  client_id?: string
  grant_id?: string
  detail?: Record<string, string | number | boolean>
}

export interface UserHandle {
  // The admin API's questions.
  /** `exists` for a person who was erased, too: a sub is never issued twice. */
  create(person: Person): Promise<Result<Person, 'exists'>>
  person(): Promise<Result<Person, 'unknown'>>
  /** A new password ends all sessions and grants; disabling ends everything. */
  update(
    patch: PersonPatch,
    expectedRevision: number | null,
  ): Promise<Result<Person, 'unknown' | 'changed'>>
  /** Erases everything but a tombstone: the sub is never issued again. */
  erase(): Promise<Result<null, 'unknown'>>
  sessions(policy: SessionPolicy): Promise<Session[]>
  endSession(id: string): Promise<Result<null, 'unknown'>>
  endSessions(): Promise<number>
  grants(): Promise<Grant[]>
  endGrant(id: string): Promise<Result<null, 'unknown'>>
  /** Ends every grant and every code that was not redeemed yet. */
  endGrants(): Promise<number>
  events(): Promise<SecurityEvent[]>

  // The flows' questions.
  /** Undefined for nobody. */
  credentials(): Promise<Credentials | undefined>
  /** Begins or renews a session; answers its key. `refused`: nobody, disabled, or the password changed meanwhile. */
  signIn(given: SignIn): Promise<Result<SessionKey, 'refused'>>
  /** Who a session of a cookie belongs to, while it stands. */
  account(
    session: SessionKey,
    policy: SessionPolicy,
  ): Promise<Result<SignedInAccount, 'no_session'>>
  /** Whether this person, in this session, lets this client have what it asks for. */
  approve(question: ApprovalQuestion): Promise<Result<Approved, ApprovalRefusal>>
  /** Uses a code: of all who try, one is told yes. */
  redeem(redemption: Redemption): Promise<Result<LiveGrant, RedemptionRefusal>>
  /** Uses a refresh token, by the table of ARCHITECTURE.md "Code, grant, refresh". */
  refresh(question: RefreshQuestion): Promise<Result<LiveGrant, RefreshRefusal>>
  /** Whether an access token is still good, and whom it is about. Writes nothing. */
  inspect(question: TokenQuestion): Promise<Result<LiveGrant, 'ended'>>
  /** Ends one access token; that of another client is left alone. */
  revokeToken(grantId: GrantId, tokenId: TokenId, until: Seconds, clientId: ClientId): Promise<void>
  /** Ends a grant by the word of its client; that of another client is left alone. */
  revokeGrant(grantId: GrantId, clientId: ClientId): Promise<void>
  /** Ends the session of a cookie; answers whether there was one. */
  signOut(session: SessionKey): Promise<boolean>
}

export interface Users {
  of(sub: Sub): UserHandle
  /** Nobody: asked in place of a person who does not exist, so that both cost the same calls. */
  nobody(): UserHandle
}
