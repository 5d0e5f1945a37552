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
import type { PersonPatch } from '../domain/person_patch.ts'
import type { PasswordReset, RecoveryLink, RecoveryQuestion } from '../domain/recovery.ts'
import type { SecurityEvent } from '../domain/security_event.ts'
import type { Session, SessionPolicy } from '../domain/session.ts'
import { MINUTE, nowSeconds, type Seconds } from '../kernel/clock.ts'
import type { ClientId, GrantId, TokenId } from '../kernel/ids.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { SchemaObject } from './base.ts'
import { jobsOf } from './jobs_port.ts'
import { approve } from './user/approvals.ts'
import { readPerson } from './user/documents.ts'
import { deliverEvents, hasUndelivered, newestEvents, writeEvent } from './user/events.ts'
import * as grants from './user/grants.ts'
import { deliverLogouts, nextLogout, takeDueLogouts } from './user/logouts.ts'
import { deliverMails, nextMail, takeDueMails } from './user/mails.ts'
import { createPerson, erasePerson, updatePerson } from './user/person.ts'
import { onceWithProof } from './user/proofs.ts'
import * as recovery from './user/recovery.ts'
import * as sessions from './user/sessions.ts'
import { USER_TABLES } from './user/tables.ts'
import type { Turn } from './user/turn.ts'

export class User extends SchemaObject {
  protected override readonly tables = USER_TABLES
  protected override readonly schema = 1

  async create(person: Person): Promise<Result<Person, 'exists'>> {
    return this.#decide((turn) => createPerson(turn, person))
  }

  async person(): Promise<Result<Person, 'unknown'>> {
    const person = readPerson(this.sql)
    return person ? ok(person) : err('unknown')
  }

  async update(
    patch: PersonPatch,
    expectedRevision: number | null,
  ): Promise<Result<Person, 'unknown' | 'changed'>> {
    return this.#decide((turn) => updatePerson(turn, patch, expectedRevision))
  }

  /** What happened is told first, while there is somebody to tell it of. */
  async erase(): Promise<Result<null, 'unknown'>> {
    await deliverEvents(this.sql, jobsOf(this.ctx))
    return this.#decide(erasePerson)
  }

  async sessions(policy: SessionPolicy): Promise<Session[]> {
    return sessions.standingSessions(this.#turn(), policy)
  }

  async endSession(id: string): Promise<Result<null, 'unknown'>> {
    return this.#decide((turn) => sessions.dropSession(turn, id)) ? ok(null) : err('unknown')
  }

  async endSessions(): Promise<number> {
    return this.#decide(sessions.dropSessions)
  }

  async grants(): Promise<Grant[]> {
    return grants.keptGrants(this.#turn())
  }

  async endGrant(id: string): Promise<Result<null, 'unknown'>> {
    return this.#decide((turn) => grants.endOneGrant(turn, id))
  }

  async endGrants(clientId?: string): Promise<number> {
    return this.#decide((turn) => grants.withdrawGrants(turn, clientId))
  }

  async events(): Promise<SecurityEvent[]> {
    return newestEvents(this.sql)
  }

  async credentials(): Promise<Credentials | undefined> {
    const person = readPerson(this.sql)
    if (!person) return undefined
    const { passwordHash, credentialEpoch, disabled } = person
    return { passwordHash, credentialEpoch, disabled }
  }

  async signIn(given: SignIn): Promise<Result<SessionKey, 'refused'>> {
    return this.#decide((turn) => sessions.signIn(turn, given))
  }

  async account(
    key: SessionKey,
    policy: SessionPolicy,
  ): Promise<Result<SignedInAccount, 'no_session'>> {
    return sessions.accountOfCookie(this.#turn(), key, policy)
  }

  async approve(question: ApprovalQuestion): Promise<Result<Approved, ApprovalRefusal>> {
    return this.#decide((turn) => approve(turn, question))
  }

  async redeem(
    redemption: Redemption,
  ): Promise<Result<LiveGrant, RedemptionRefusal | 'proof_replayed'>> {
    return this.#decide((turn) =>
      onceWithProof(turn, redemption.proof, () => grants.redeem(turn, redemption)),
    )
  }

  async refresh(
    question: RefreshQuestion,
  ): Promise<Result<LiveGrant, RefreshRefusal | 'proof_replayed'>> {
    return this.#decide((turn) =>
      onceWithProof(turn, question.proof, () => grants.refresh(turn, question)),
    )
  }

  async inspect(question: TokenQuestion): Promise<Result<LiveGrant, 'ended' | 'proof_replayed'>> {
    return this.#decide((turn) =>
      onceWithProof(turn, question.proof, () => grants.inspect(turn, question)),
    )
  }

  async revokeToken(
    grantId: GrantId,
    tokenId: TokenId,
    until: Seconds,
    clientId: ClientId,
  ): Promise<void> {
    this.#decide((turn) => grants.revokeToken(turn, { grantId, tokenId, until, clientId }))
  }

  async revokeGrant(grantId: GrantId, clientId: ClientId): Promise<void> {
    this.#decide((turn) => grants.revokeGrant(turn, grantId, clientId))
  }

  async signOut(key: SessionKey): Promise<Result<ClientId[], 'no_session'>> {
    return this.#decide((turn) => sessions.signOut(turn, key))
  }

  async recover(question: RecoveryQuestion): Promise<void> {
    this.#decide((turn) => recovery.recover(turn, question))
  }

  async openRecovery(link: RecoveryLink): Promise<Result<{ email: string }, 'closed'>> {
    return recovery.openRecovery(this.#turn(), link)
  }

  async resetPassword(reset: PasswordReset): Promise<Result<null, 'closed'>> {
    return this.#decide((turn) => recovery.resetPassword(turn, reset))
  }

  /**
   * Hands events on, sends mails, and tells clients of sessions that have ended. The next alarm is set before anything is sent, so
   * that what is cut short comes again, and anew when it is known what has failed.
   */
  override async alarm(): Promise<void> {
    const jobs = jobsOf(this.ctx)
    const logouts = this.#decide(takeDueLogouts)
    const mails = this.#decide(takeDueMails)
    await this.#wakeForNext(MINUTE)
    const [isTold] = await Promise.all([
      deliverEvents(this.sql, jobs).then(
        () => true,
        () => false,
      ),
      deliverLogouts(this.sql, jobs, logouts),
      deliverMails(this.sql, jobs, mails),
    ])
    await this.#wakeForNext(isTold ? 0 : MINUTE)
  }

  /** What a decision writes is written together or not at all, and nothing else happens in between. */
  #decide<T>(decide: (turn: Turn) => T): T {
    const turn = this.#turn()
    return this.ctx.storage.transactionSync(() => decide(turn))
  }

  #turn(): Turn {
    const now = nowSeconds()
    const tell = (event: SecurityEvent): void => {
      if (writeEvent(this.sql, event)) void this.#wake(now)
    }
    return { sql: this.sql, now, tell, wake: () => void this.#wake(now) }
  }

  /** Sets the alarm for whatever is due next, or none. @param untilEvents how long events are to wait, if there are any */
  async #wakeForNext(untilEvents: Seconds): Promise<void> {
    const eventsDue = hasUndelivered(this.sql) ? nowSeconds() + untilEvents : Infinity
    const due = Math.min(eventsDue, nextLogout(this.sql), nextMail(this.sql))
    if (due === Infinity) await this.ctx.storage.deleteAlarm()
    else await this.#wake(due)
  }

  #wake(at: Seconds): Promise<void> {
    return this.ctx.storage.setAlarm(at * 1000)
  }
}
