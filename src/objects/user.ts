/**
 * One person: all that must be decided about them, each decision one synchronous turn. Time is this object's own; what
 * a caller says of it is not believed.
 */
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
import { endsEverything, patchPerson, type PersonPatch } from '../domain/person_patch.ts'
import type { SecurityEvent } from '../domain/security_event.ts'
import { isSessionAlive, type Session, type SessionPolicy } from '../domain/session.ts'
import { MINUTE, nowMilliseconds, nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { ClientId, GrantId, TokenId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { SchemaObject } from './base.ts'
import { jobsOf } from './jobs_port.ts'
import { approve, forgetConsents } from './user/approve.ts'
import {
  isErased,
  readPerson,
  readWithdrawals,
  writePerson,
  writeTombstone,
  writeWithdrawals,
} from './user/documents.ts'
import {
  allEvents,
  auditEventOf,
  markDelivered,
  undelivered,
  writeEvent,
  type Notes,
} from './user/events.ts'
import * as grants from './user/grants.ts'
import * as sessions from './user/sessions.ts'
import { USER_TABLES, type Sql } from './user/tables.ts'

export class User extends SchemaObject {
  protected override readonly tables = USER_TABLES
  protected override readonly schema = 1
  readonly #sql: Sql = {
    read: (query, ...binds) => this.read(query, ...binds),
    write: (query, ...binds) => this.write(query, ...binds),
  }
  readonly #notes: Notes = {
    note: (event, about) => {
      writeEvent(this.#sql, event, about, nowSeconds())
      void this.ctx.storage.setAlarm(nowMilliseconds())
    },
  }

  async create(person: Person): Promise<Result<Person, 'exists'>> {
    if (readPerson(this.#sql) || isErased(this.#sql)) return err('exists')
    writePerson(this.#sql, person)
    return ok(person)
  }

  async person(): Promise<Result<Person, 'unknown'>> {
    const person = readPerson(this.#sql)
    return person ? ok(person) : err('unknown')
  }

  async update(
    patch: PersonPatch,
    expectedRevision: number | null,
  ): Promise<Result<Person, 'unknown' | 'changed'>> {
    const person = readPerson(this.#sql)
    if (!person) return err('unknown')
    if (expectedRevision !== null && person.revision !== expectedRevision) return err('changed')
    const patched = patchPerson(person, patch, nowSeconds())
    this.ctx.storage.transactionSync(() => {
      writePerson(this.#sql, patched)
      if (endsEverything(person, patch)) sessions.dropSessions(this.#sql)
    })
    return ok(patched)
  }

  async erase(): Promise<Result<null, 'unknown'>> {
    if (!readPerson(this.#sql)) return err('unknown')
    await this.forget()
    writeTombstone(this.#sql)
    return ok(null)
  }

  async sessions(policy: SessionPolicy): Promise<Session[]> {
    const now = nowSeconds()
    return sessions.allSessions(this.#sql).filter((each) => isSessionAlive(each, policy, now))
  }

  async endSession(id: string): Promise<Result<null, 'unknown'>> {
    return sessions.dropSession(this.#sql, id) ? ok(null) : err('unknown')
  }

  async endSessions(): Promise<number> {
    return sessions.dropSessions(this.#sql)
  }

  async grants(): Promise<Grant[]> {
    return grants.allGrants(this.#sql)
  }

  async endGrant(id: string): Promise<Result<null, 'unknown'>> {
    const isEnded = grants.endOneGrant(this.#sql, id, 'revoked_by_admin', nowSeconds())
    return isEnded ? ok(null) : err('unknown')
  }

  async endGrants(): Promise<number> {
    if (!readPerson(this.#sql)) return 0
    return this.ctx.storage.transactionSync(() => {
      const { count } = readWithdrawals(this.#sql)
      writeWithdrawals(this.#sql, { count: count + 1 })
      forgetConsents(this.#sql)
      const now = nowSeconds()
      return grants
        .allGrants(this.#sql)
        .filter(({ id }) => grants.endOneGrant(this.#sql, id, 'revoked_by_admin', now)).length
    })
  }

  async events(): Promise<SecurityEvent[]> {
    return allEvents(this.#sql)
  }

  async credentials(): Promise<Credentials | undefined> {
    const person = readPerson(this.#sql)
    if (!person) return undefined
    const { passwordHash, credentialEpoch, disabled } = person
    return { passwordHash, credentialEpoch, disabled }
  }

  async signIn(given: SignIn): Promise<Result<SessionKey, 'refused'>> {
    return sessions.signIn(this.#sql, given, nowSeconds())
  }

  async account(
    key: SessionKey,
    policy: SessionPolicy,
  ): Promise<Result<SignedInAccount, 'no_session'>> {
    const person = readPerson(this.#sql)
    if (!person || person.disabled) return err('no_session')
    const session = sessions.sessionOfCookie(this.#sql, person, key, policy, nowSeconds())
    return session ? ok(sessions.accountOf(person, session)) : err('no_session')
  }

  async approve(question: ApprovalQuestion): Promise<Result<Approved, ApprovalRefusal>> {
    return approve(this.#sql, question, nowSeconds())
  }

  async redeem(redemption: Redemption): Promise<Result<LiveGrant, RedemptionRefusal>> {
    return grants.redeem(this.#sql, this.#notes, redemption, nowSeconds())
  }

  async refresh(question: RefreshQuestion): Promise<Result<LiveGrant, RefreshRefusal>> {
    return grants.refresh(this.#sql, this.#notes, question, nowSeconds())
  }

  async inspect(question: TokenQuestion): Promise<Result<LiveGrant, 'ended'>> {
    return grants.inspect(this.#sql, question, nowSeconds())
  }

  async revokeToken(
    grantId: GrantId,
    tokenId: TokenId,
    until: Seconds,
    clientId: ClientId,
  ): Promise<void> {
    grants.revokeToken(this.#sql, { grantId, tokenId, until, clientId }, nowSeconds())
  }

  async revokeGrant(grantId: GrantId, clientId: ClientId): Promise<void> {
    if (grants.readGrant(this.#sql, grantId)?.clientId !== clientId) return
    grants.endOneGrant(this.#sql, grantId, 'revoked_by_client', nowSeconds())
  }

  async signOut(key: SessionKey): Promise<boolean> {
    return sessions.signOut(this.#sql, key)
  }

  /** Hands events on, at least once; what fails comes again. */
  override async alarm(): Promise<void> {
    const person = readPerson(this.#sql)
    const events = undelivered(this.#sql)
    if (!person || events.length === 0) return
    try {
      const audit = events.map((event) => auditEventOf(person, event))
      await jobsOf(this.ctx).deliverAudit(person.tenant, audit)
      markDelivered(this.#sql, events)
    } catch {
      await this.ctx.storage.setAlarm(nowMilliseconds() + MINUTE * 1000)
    }
  }
}
