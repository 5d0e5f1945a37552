/**
 * The lease: whoever grants anything has asked the Tenant within 30 s what has changed. So whatever is disabled,
 * removed, rotated or ended is so everywhere within 30 s, however old KV's copies are.
 */
import type { Changes } from '../domain/projection.ts'
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import { ObjectUnavailable } from './call.ts'
import type { Log } from './log.ts'
import { within } from './patience.ts'
import type { RegistryMemory } from './registry_memory.ts'

const LEASE = 30
/** From this age on it is renewed behind the request's back. */
const RENEWED_FROM = 20
/** How long grants go on while the Tenant does not answer. */
const LONGEST_OVERDUE = 5 * MINUTE
const BETWEEN_ATTEMPTS = 2
const LONGEST_ANSWER_MS = 3000

export interface Lease {
  /**
   * Answers once what this isolate remembers is new enough to grant upon.
   * @throws ObjectUnavailable where the Tenant has not answered for 5 min
   */
  hold(): Promise<void>
  /** Renews an old lease in the background; never waits, never throws. */
  nudge(): void
}

export function createLease(options: {
  memory: RegistryMemory
  since(revision: number): Promise<Changes>
  now: Seconds
  log: Log
  defer(work: Promise<unknown>): void
}): Lease {
  const { memory, now, log } = options
  const age = (): Seconds => Math.abs(now - memory.leasedAt)

  async function askTenant(): Promise<void> {
    const { changesMade } = memory
    try {
      const answer = await within(LONGEST_ANSWER_MS, options.since(memory.revision))
      if (!answer) throw new ObjectUnavailable('the tenant did not answer in time')
      memory.learn(answer.value)
      memory.leasedAt = now
      memory.changesKnown = changesMade
    } catch (cause) {
      memory.failedAt = now
      log.event('lease_not_renewed', { age: Number.isFinite(age()) ? age() : null })
      throw cause
    }
  }

  async function renew(): Promise<void> {
    if (Math.abs(now - memory.failedAt) < BETWEEN_ATTEMPTS) {
      throw new ObjectUnavailable('the tenant did not answer a moment ago')
    }
    await memory.flights.ask('lease', askTenant, (work) => options.defer(work))
  }

  function nudge(): void {
    if (age() >= RENEWED_FROM) options.defer(renew().catch(() => {}))
  }

  async function hold(): Promise<void> {
    if (age() <= LEASE && !memory.hasChanged) return nudge()
    try {
      await renew()
      // The answer that was under way may be older than the change.
      if (memory.hasChanged) await renew()
    } catch (cause) {
      if (age() > LONGEST_OVERDUE) throw cause
    }
  }

  return { hold, nudge }
}
