/**
 * The people, names and audit of a tenant, as their ports promise them, in memory: for more of them than a machine makes
 * objects in a minute. A call fails whenever the test says so, after it has done its work or before.
 */
import type { AuditEvent } from '../../../src/domain/audit.ts'
import { claimed, isFreed, type Claimant, type NameClaim } from '../../../src/domain/name_claim.ts'
import type { ImportedPerson } from '../../../src/domain/person.ts'
import type { Sub } from '../../../src/kernel/ids.ts'
import { err, ok } from '../../../src/kernel/result.ts'
import type { AdminWorld } from '../../../src/stores/admin_world.ts'
import { ObjectUnavailable } from '../../../src/stores/call.ts'
import { createLog } from '../../../src/stores/log.ts'
import { newTally } from '../../../src/stores/tally.ts'

export interface Memory {
  world: AdminWorld
  people: Map<Sub, ImportedPerson>
  names: Map<string, NameClaim>
  audit: Map<string, AuditEvent>
  /** How many calls were made. */
  calls: number
}

/** The one provider that people here sign in with beside their passwords. */
const GOOGLE = { id: 'google', kind: 'google', name: 'Google' }

/** @param fails whether this call, by its number, is cut short before its work, after it, or not at all */
export function memoryWorld(fails: (call: number) => 'before' | 'after' | undefined): Memory {
  const people = new Map<Sub, ImportedPerson>()
  const names = new Map<string, NameClaim>()
  const audit = new Map<string, AuditEvent>()
  const memory = { people, names, audit, calls: 0 }
  const tally = newTally()
  const call = async <T>(work: () => T): Promise<T> => {
    const when = fails(++memory.calls)
    tally.objectCalls++
    if (when === 'before') throw new ObjectUnavailable('before')
    const answer = work()
    if (when === 'after') throw new ObjectUnavailable('after')
    return answer
  }
  const userOf = (sub: Sub) => ({
    person: () => call(() => (people.has(sub) ? ok(people.get(sub)) : err('unknown'))),
    import: (person: ImportedPerson) =>
      call(() => {
        const known = people.get(sub)
        if (!known) people.set(sub, person)
        const isSame = known === undefined || known.imported === person.imported
        return isSame ? ok({ person: known ?? person, isNew: known === undefined }) : err('exists')
      }),
  })
  const directories = {
    claim: (_kind: string, name: string, claim: NameClaim) =>
      call(() => {
        const held = names.get(name)
        const kept = claimed(held, claim)
        if (kept) names.set(name, kept)
        return held && !kept ? err({ owner: held.sub }) : ok(null)
      }),
    release: (_kind: string, name: string, by: Claimant) =>
      call(() => {
        const held = names.get(name)
        if (held && isFreed(held, by)) names.delete(name)
      }),
  }
  const tenants = {
    settings: () => call(() => ({ upstreams: [GOOGLE] })),
    appendAudit: (events: AuditEvent[]) =>
      call(() => events.forEach((event) => audit.set(`${event.at} ${event.id}`, event))),
  }
  const world = {
    issuer: 'https://op.amphora.test',
    tenant: 'main',
    now: 1_767_225_600,
    ip: '203.0.113.9',
    requestId: 'a request',
    log: createLog('a request', false),
    tally,
    users: { of: userOf },
    directories,
    tenants,
  } as unknown as AdminWorld
  return Object.assign(memory, { world })
}
