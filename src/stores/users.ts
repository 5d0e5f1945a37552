/** Typed handles to User objects: one person, one object. */
import type { Approval, Grant } from '../domain/grant.ts'
import type { Person } from '../domain/person.ts'
import type { AuthenticationFact, Session, SessionPolicy } from '../domain/session.ts'
import type { AttemptId, CodeId, GrantId, SessionId, Sub, TokenId } from '../kernel/ids.ts'
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
  endGrants(): Promise<number>
  events(): Promise<SecurityEvent[]>
}

export interface Users {
  of(sub: Sub): UserHandle
}
// The flows' questions are added by `objects/user.ts`' author below this line.
export type { Approval, AttemptId, AuthenticationFact, CodeId, GrantId, SessionId, TokenId }
