/** How anything changes in a tenant: the records, their places in the outbox and the lines of the audit, all or none. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { ProjectionName } from '../../domain/projection.ts'
import { nowSeconds, type Seconds } from '../../kernel/clock.ts'
import type { TenantId } from '../../kernel/ids.ts'
import { appendAudit, hasAudit } from './audit.ts'
import { newestRevision, noteChange } from './projections.ts'
import type { Sql } from './tables.ts'

export class Ledger {
  readonly sql: Sql
  readonly tenant: TenantId
  readonly #storage: DurableObjectStorage

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
    const written = this.#storage.transactionSync(() => {
      const revision = newestRevision(this.sql) + 1
      const answer = write(revision, now)
      for (const name of names) noteChange(this.sql, name, revision, now)
      appendAudit(this.sql, audit)
      return answer
    })
    await this.wake(now)
    return written
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
