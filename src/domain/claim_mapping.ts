/**
 * What apps are told of a person beyond the standard claims: their roles and groups, and whatever else operators say of
 * them, each under a scope that the person reads about. Pure: who asks has it all at hand.
 */
import type { JsonObject, JsonValue } from '../kernel/json.ts'
import { isOurClaim, LISTS, type ClaimPlace } from '../spec/claim_names.ts'
import type { Attributes } from './attributes.ts'

/** One claim: where it comes from, what it is called, and by which scope it is told where. */
export interface ClaimMapping {
  /** As apps read it. */
  claim: string
  /** `roles`, `groups`, or the name of a custom claim. */
  source: string
  scope: string
  in: ClaimPlace[]
}

/**
 * Of every tenant. "If an authorization server wants to include such claims in a JWT access token, it SHOULD use the
 * "groups", "roles", and "entitlements" attributes … as claim types" (RFC 9068 §2.2.3.1).
 */
export const OUR_MAPPINGS: readonly ClaimMapping[] = LISTS.map((name) => ({
  claim: name,
  source: name,
  scope: name,
  in: ['userinfo', 'access_token'],
}))

/** By which scopes something is told, and where. */
export interface Telling {
  mappings: readonly ClaimMapping[]
  scope: readonly string[]
  places: readonly ClaimPlace[]
}

/** What a token or an answer says of these. What is empty is left out, as the standard claims are. */
export function mappedClaims(
  { mappings, scope, places }: Telling,
  attributes: Attributes | undefined,
): JsonObject {
  const told = [...OUR_MAPPINGS, ...mappings].flatMap((mapping): [string, JsonValue][] => {
    const isAsked =
      scope.includes(mapping.scope) && places.some((place) => mapping.in.includes(place))
    const value = isAsked && attributes ? valueOf(attributes, mapping.source) : undefined
    // Judged when it was set; but what has become a word of the protocol since is not ours to give away.
    return value === undefined || isEmpty(value) || isOurClaim(mapping.claim)
      ? []
      : [[mapping.claim, value]]
  })
  return Object.fromEntries(told)
}

function valueOf({ roles, groups, custom }: Attributes, source: string): JsonValue | undefined {
  if (source === 'roles') return roles
  if (source === 'groups') return groups
  return Object.hasOwn(custom, source) ? custom[source] : undefined
}

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (Array.isArray(value) && value.length === 0)
