/** Typed handles to User objects: one person, one object. */
import type { PersonPatch } from '../domain/person_patch.ts'
import type { SecurityEvent } from '../domain/security_event.ts'
import type { Sub, TenantId } from '../kernel/ids.ts'
import { randomBytes } from '../kernel/random.ts'
import type { User } from '../objects/user.ts'
import { DECISIONS, type Decisions, type Given } from '../objects/user/decisions.ts'
import { createCaller } from './call.ts'
import type { Tally } from './tally.ts'

export type { PersonPatch, SecurityEvent }

/** Every decision of a person's object (`objects/user/decisions.ts`), as one call each. */
export type UserHandle = {
  [Name in keyof Decisions]: (
    ...given: Given<Decisions[Name]>
  ) => Promise<ReturnType<Decisions[Name]>>
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
  return { of: (sub) => handleOf(sub), nobody: () => handleOf(`nobody${drawNobody()}`) }
}

/**
 * As many as the Directory has shards, and drawn: a single one would be overloaded by a flood of names before those are, and
 * an error for none but the unknown would tell who exists (ASVS 6.3.8).
 */
const NOBODIES = 16
const drawNobody = (): number => (randomBytes(1)[0] ?? 0) % NOBODIES

const NAMES = Object.keys(DECISIONS) as (keyof Decisions)[]

const createHandle = (ask: <T>(question: (object: User) => Promise<T>) => Promise<T>): UserHandle =>
  Object.fromEntries(
    NAMES.map((name) => [
      name,
      (...given: Given<Decisions[typeof name]>) => ask((object) => object.decide(name, given)),
    ]),
  ) as UserHandle
