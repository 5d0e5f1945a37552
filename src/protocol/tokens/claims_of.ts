/** What a token or an answer says of a person: what its scopes and the `claims` parameter ask for, as far as we know it. */
import type { LiveGrant } from '../../domain/approval.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts'
import { CLAIM_NAMES, SCOPE_CLAIMS, type ClaimName, type ClaimsRequest } from '../../spec/claims.ts'

type About = Pick<LiveGrant, 'claims' | 'personUpdatedAt'>

/** The claims that these scopes stand for (OpenID Connect Core §5.4). */
export const claimNamesOf = (scope: readonly string[]): ClaimName[] =>
  Object.entries(SCOPE_CLAIMS).flatMap(([name, claims]) => (scope.includes(name) ? claims : []))

/**
 * The standard claims that were asked for by name. Whether one is essential or should have some value is no matter:
 * what we know is said, and "the Authorization Server MUST NOT generate an error" over what we do not (OpenID Connect
 * Core §5.5.1).
 */
export const requestedClaims = (request: ClaimsRequest[keyof ClaimsRequest]): ClaimName[] =>
  CLAIM_NAMES.filter((name) => request !== undefined && Object.hasOwn(request, name))

/** "If a Claim is not returned, that Claim Name SHOULD be omitted …; it SHOULD NOT be present with a null or empty string value" (§5.3.2). */
export function claimsOf(
  { claims, personUpdatedAt }: About,
  names: readonly ClaimName[],
): JsonObject {
  const known: Partial<Record<ClaimName, unknown>> = { ...claims, updated_at: personUpdatedAt }
  const said = names.flatMap((name): [string, JsonValue][] => {
    const value = known[name] as JsonValue | undefined
    return value === undefined || isEmpty(value) ? [] : [[name, value]]
  })
  return Object.fromEntries(said)
}

const isEmpty = (value: JsonValue): boolean =>
  value === null || value === '' || (isJsonObject(value) && Object.values(value).every(isEmpty))
