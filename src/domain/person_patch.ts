/** A change of a person's record, and what the record is after it. */
import type { Seconds } from '../kernel/clock.ts'
import type { StandardClaims } from '../spec/claims.ts'
import { NO_ATTRIBUTES, type Attributes } from './attributes.ts'
import type { Person } from './person.ts'

export interface PersonPatch {
  /** Replaces these claims; null removes one. */
  claims?: { [Name in keyof StandardClaims]?: StandardClaims[Name] | null }
  passwordHash?: string
  disabled?: boolean
  admin?: boolean
  /** Each of these is replaced as a whole. */
  attributes?: Partial<Attributes>
}

/**
 * Whether the change ends all that was proven and granted before (docs/architecture.md "What ends what"). Disabling
 * does, so that who is let in again has to sign in again.
 */
export const endsEverything = (person: Person, patch: PersonPatch): boolean =>
  patch.passwordHash !== undefined || (patch.disabled === true && !person.disabled)

export const patchPerson = (person: Person, patch: PersonPatch, now: Seconds): Person => ({
  ...person,
  ...standing(person, patch),
  credentialEpoch: person.credentialEpoch + Number(endsEverything(person, patch)),
  updatedAt: now,
  revision: person.revision + 1,
})

/** After what the account is proven by has changed: that ends all as a new password does. */
export const withChangedFactors = (person: Person, now: Seconds): Person => ({
  ...person,
  credentialEpoch: person.credentialEpoch + 1,
  updatedAt: now,
  revision: person.revision + 1,
})

/** Whether the record says already what the change would make it say. */
export const isPatched = (person: Person, patch: PersonPatch): boolean =>
  JSON.stringify(standing(person, patch)) === JSON.stringify(standing(person, {}))

/** What a patch can change, as it is after it. */
const standing = (person: Person, patch: PersonPatch) => ({
  claims: patchClaims(person.claims, patch.claims),
  passwordHash: patch.passwordHash ?? person.passwordHash,
  disabled: patch.disabled ?? person.disabled,
  admin: patch.admin ?? person.admin ?? false,
  attributes: { ...NO_ATTRIBUTES, ...person.attributes, ...patch.attributes },
})

const patchClaims = (claims: StandardClaims, patch: PersonPatch['claims']): StandardClaims =>
  Object.fromEntries(
    Object.entries({ ...claims, ...patch }).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  )
