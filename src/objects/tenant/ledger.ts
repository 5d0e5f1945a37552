/** How anything changes in a tenant: the records, their places in the outbox and the lines of the audit, all or none. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { ProjectionName } from '../../domain/projection.ts'
import { nowSeconds, type Seconds } from '../../kernel/clock.ts'
import type { TenantId } from '../../kernel/ids.ts'
import { appendAudit, hasAudit } from './audit.ts'
import { newestRevision, noteChange } from './projections.ts'
import type { Sql } from '../sql.ts'

export class Ledger {
  readonly sql: Sql
  readonly tenant: TenantId
  readonly #storage: DurableObjectStorage
  #newest: number | undefined

  constructor(sql: Sql, tenant: TenantId, storage: DurableObjectStorage) {
    this.sql = sql
    this.tenant = tenant
    this.#storage = storage
  }

  /**
   * Makes one change at the next revision, and has the alarm tell KV. Decides nothing: what it is called upon must have
   * been read in the same turn.
   */
  async change<T>(
    names: ProjectionName[],
    audit: AuditEvent[],
    write: (revision: number, now: Seconds) => T,
  ): Promise<T> {
    const now = nowSeconds()
    const revision = this.newest() + 1
    const written = this.#storage.transactionSync(() => {
      const answer = write(revision, now)
      for (const name of names) noteChange(this.sql, name, revision, now)
      appendAudit(this.sql, audit)
      return answer
    })
    this.#newest = revision
    await this.wake(now)
    return written
  }

  /** Writes what nobody keeps a copy of, and its lines of the audit: there is no revision of it, and nothing to tell KV. */
  note<T>(audit: AuditEvent[], write: (now: Seconds) => T): T {
    return this.#storage.transactionSync(() => {
      const answer = write(nowSeconds())
      appendAudit(this.sql, audit)
      return answer
    })
  }

  /** The newest revision; 0 before the first change. Read once and then counted, for every isolate asks for it. */
  newest(): number {
    return (this.#newest ??= newestRevision(this.sql))
  }

  /** Whether this very change was made before, and only its answer was lost. */
  wasMade(audit: AuditEvent): boolean {
    return hasAudit(this.sql, audit)
  }

  /** Sets the alarm; one that was set for another time is replaced, for it reckons anew whenever it runs. */
  async wake(at: Seconds): Promise<void> {
    await this.#storage.setAlarm(Math.max(at, nowSeconds()) * 1000)
  }
}
