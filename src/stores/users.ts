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
import type { PersonPatch } from '../domain/person_patch.ts'
import type { PasswordReset, RecoveryLink, RecoveryQuestion } from '../domain/recovery.ts'
import type { SecurityEvent } from '../domain/security_event.ts'
import type { Session, SessionPolicy } from '../domain/session.ts'
import type { ClientId, GrantId, Sub, TenantId, TokenId } from '../kernel/ids.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { Result } from '../kernel/result.ts'
import type { User } from '../objects/user.ts'
import { createCaller } from './call.ts'
import type { Tally } from './tally.ts'

export type { PersonPatch, SecurityEvent }

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
  /** Ends every grant, of one client or of all, and every such code that was not redeemed yet; consent is asked for anew. */
  endGrants(clientId?: string): Promise<number>
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
  redeem(redemption: Redemption): Promise<Result<LiveGrant, RedemptionRefusal | 'proof_replayed'>>
  /** Uses a refresh token, by the table of docs/architecture.md "Code, grant, refresh". */
  refresh(question: RefreshQuestion): Promise<Result<LiveGrant, RefreshRefusal | 'proof_replayed'>>
  /** Whether an access token is still good, and whom it is about. Writes nothing but the use of a proof. */
  inspect(question: TokenQuestion): Promise<Result<LiveGrant, 'ended' | 'proof_replayed'>>
  /** Ends one access token; that of another client is left alone. */
  revokeToken(grantId: GrantId, tokenId: TokenId, until: Seconds, clientId: ClientId): Promise<void>
  /** Ends a grant by the word of its client; that of another client is left alone. */
  revokeGrant(grantId: GrantId, clientId: ClientId): Promise<void>
  /** Ends the session of a cookie; answers the clients that know of it. */
  signOut(session: SessionKey): Promise<Result<ClientId[], 'no_session'>>
  /** Has a link mailed to a person who forgot their password, if they are one who can come back by it. */
  recover(question: RecoveryQuestion): Promise<void>
  /** Where such a link was mailed to, if it still opens the door. Writes nothing. */
  openRecovery(link: RecoveryLink): Promise<Result<{ email: string }, 'closed'>>
  /** Uses a link: of all who try, one is told yes. Ends all sessions and grants, as any new password does. */
  resetPassword(reset: PasswordReset): Promise<Result<null, 'closed'>>
}

export interface Users {
  of(sub: Sub): UserHandle
  /** Nobody: asked in place of a person who does not exist, so that both cost the same calls. */
  nobody(): UserHandle
}

/** Handles to the people of a tenant. */
export function createUsers(
  namespace: DurableObjectNamespace<User>,
  tenant: TenantId,
  tally: Tally,
): Users {
  const call = createCaller<User>(namespace, tally)
  const handleOf = (name: string): UserHandle =>
    createHandle((question) => call(`${tenant}:${name}`, question))
  return { of: (sub) => handleOf(sub), nobody: () => handleOf('nobody') }
}

function createHandle(
  ask: <T>(question: (object: UserHandle) => Promise<T>) => Promise<T>,
): UserHandle {
  return {
    create: (person) => ask((object) => object.create(person)),
    person: () => ask((object) => object.person()),
    update: (...given) => ask((object) => object.update(...given)),
    erase: () => ask((object) => object.erase()),
    sessions: (policy) => ask((object) => object.sessions(policy)),
    endSession: (id) => ask((object) => object.endSession(id)),
    endSessions: () => ask((object) => object.endSessions()),
    grants: () => ask((object) => object.grants()),
    endGrant: (id) => ask((object) => object.endGrant(id)),
    endGrants: (clientId) => ask((object) => object.endGrants(clientId)),
    events: () => ask((object) => object.events()),
    credentials: () => ask((object) => object.credentials()),
    signIn: (given) => ask((object) => object.signIn(given)),
    account: (...given) => ask((object) => object.account(...given)),
    approve: (question) => ask((object) => object.approve(question)),
    redeem: (redemption) => ask((object) => object.redeem(redemption)),
    refresh: (question) => ask((object) => object.refresh(question)),
    inspect: (question) => ask((object) => object.inspect(question)),
    revokeToken: (...given) => ask((object) => object.revokeToken(...given)),
    revokeGrant: (...given) => ask((object) => object.revokeGrant(...given)),
    signOut: (session) => ask((object) => object.signOut(session)),
    recover: (question) => ask((object) => object.recover(question)),
    openRecovery: (link) => ask((object) => object.openRecovery(link)),
    resetPassword: (reset) => ask((object) => object.resetPassword(reset)),
  }
}
