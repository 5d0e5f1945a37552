/**
 * One person: all that must be decided about them, each decision one synchronous turn. Time is this object's own; what
 * a caller says of it is not believed.
 */
import type { SecurityEvent } from '../domain/security_event.ts'
import { MINUTE, nowSeconds, type Seconds } from '../kernel/clock.ts'
import { SchemaObject } from './base.ts'
import { jobsOf } from './jobs_port.ts'
import { DECISIONS, type Decisions, type Given } from './user/decisions.ts'
import { deliverEvents, hasUndelivered, writeEvent } from './user/events.ts'
import { deliverLetGo, hasLetGo } from './user/let_go.ts'
import { deliverLogouts, nextLogout, takeDueLogouts } from './user/logouts.ts'
import { deliverMails, nextMail, takeDueMails } from './user/mails.ts'
import { USER_TABLES } from './user/tables.ts'
import type { Turn } from './user/turn.ts'

export class User extends SchemaObject {
  protected override readonly tables = USER_TABLES
  protected override readonly schema = 1

  /** The one way in: a decision by its name, and what it is given. */
  async decide<Name extends keyof Decisions>(
    name: Name,
    given: Given<Decisions[Name]>,
  ): Promise<ReturnType<Decisions[Name]>> {
    // What happened is told first, while there is somebody to tell it of.
    if (name === 'erase') await this.#deliver()
    // The compiler does not follow one name through two columns of a table.
    const decision = DECISIONS[name] as (
      turn: Turn,
      ...rest: unknown[]
    ) => ReturnType<Decisions[Name]>
    return this.#decide((turn) => decision(turn, ...given))
  }

  /**
   * Hands events on, lets names go, sends mails, and tells clients of sessions that have ended. The next alarm is set before anything is
   * sent, so that what is cut short comes again, and anew when it is known what has failed.
   */
  override async alarm(): Promise<void> {
    const jobs = jobsOf(this.ctx)
    const logouts = this.#decide(takeDueLogouts)
    const mails = this.#decide(takeDueMails)
    await this.#wakeForNext(MINUTE)
    const [isTold] = await Promise.all([
      this.#deliver().then(
        () => true,
        () => false,
      ),
      deliverLogouts(this.sql, jobs, logouts),
      deliverMails(this.sql, jobs, mails),
    ])
    await this.#wakeForNext(isTold ? 0 : MINUTE)
  }

  /** @throws what could not be delivered */
  async #deliver(): Promise<void> {
    const jobs = jobsOf(this.ctx)
    await Promise.all([deliverEvents(this.sql, jobs), deliverLetGo(this.sql, jobs)])
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

  /** Sets the alarm for whatever is due next, or none. @param untilTold how long events and names are to wait, if there are any */
  async #wakeForNext(untilTold: Seconds): Promise<void> {
    const isUntold = hasUndelivered(this.sql) || hasLetGo(this.sql)
    const untoldDue = isUntold ? nowSeconds() + untilTold : Infinity
    const due = Math.min(untoldDue, nextLogout(this.sql), nextMail(this.sql))
    if (due === Infinity) await this.ctx.storage.deleteAlarm()
    else await this.#wake(due)
  }

  #wake(at: Seconds): Promise<void> {
    return this.ctx.storage.setAlarm(at * 1000)
  }
}
