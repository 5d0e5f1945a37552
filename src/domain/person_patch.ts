/** A change of a person's record, and what the record is after it. */
import type { Seconds } from '../kernel/clock.ts'
import type { StandardClaims } from '../spec/claims.ts'
import type { Person } from './person.ts'

export interface PersonPatch {
  /** Replaces these claims; null removes one. */
  claims?: { [Name in keyof StandardClaims]?: StandardClaims[Name] | null }
  passwordHash?: string
  disabled?: boolean
}

/** Whether the change ends all that was proven and granted before (ARCHITECTURE "What ends what"). */
export const endsEverything = (person: Person, patch: PersonPatch): boolean =>
  patch.passwordHash !== undefined || (patch.disabled === true && !person.disabled)

export function patchPerson(person: Person, patch: PersonPatch, now: Seconds): Person {
  const merged = Object.entries({ ...person.claims, ...patch.claims })
  return {
    ...person,
    claims: Object.fromEntries(merged.filter(([, value]) => value !== null && value !== undefined)),
    passwordHash: patch.passwordHash ?? person.passwordHash,
    disabled: patch.disabled ?? person.disabled,
    credentialEpoch: person.credentialEpoch + Number(endsEverything(person, patch)),
    updatedAt: now,
    revision: person.revision + 1,
  }
}
