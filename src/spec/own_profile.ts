/** What a person may set of their own account, read from the fields of a form. */
import * as v from 'valibot'
import { err, ok, type Result } from '../kernel/result.ts'
import type { Parameters } from '../kernel/form.ts'
import { personClaims } from './admin/users.ts'
import type { StandardClaims } from './claims.ts'

/** In the order of the page. An address and a user name are what others know a person by: those an operator changes. */
export const OWN_CLAIMS = [
  'name',
  'given_name',
  'family_name',
  'nickname',
  'birthdate',
  'gender',
  'phone_number',
  'website',
  'profile',
  'picture',
  'locale',
  'zoneinfo',
] as const satisfies readonly (keyof StandardClaims)[]

export type OwnClaim = (typeof OWN_CLAIMS)[number]

export type OwnProfile = Record<OwnClaim, string | null>

/** Those of a person's claims that they set themselves. */
export const ownProfileOf = (claims: StandardClaims): Partial<Record<OwnClaim, string>> =>
  Object.fromEntries(
    OWN_CLAIMS.flatMap((name) => (claims[name] === undefined ? [] : [[name, claims[name]]])),
  )

/** The claims as they are to be, null for a field left empty; or the fields that hold what cannot stand there. */
export function readOwnProfile(fields: Parameters): Result<OwnProfile, OwnClaim[]> {
  const given = OWN_CLAIMS.map((name) => [name, fields.get(name)?.trim() || null] as const)
  const wrong = given
    .filter(([name, value]) => value !== null && !v.is(personClaims[name], value))
    .map(([name]) => name)
  return wrong.length > 0 ? err(wrong) : ok(Object.fromEntries(given) as OwnProfile)
}
