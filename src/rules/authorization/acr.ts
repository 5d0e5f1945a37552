import type { Client } from '../../domain/client.ts'
import { ACR_VALUES } from '../../domain/authentication.ts'
import { isJsonObject, type JsonObject, type JsonValue } from '../../kernel/json.ts'
import type { Demand } from '../../domain/demand.ts'
import type { AskedParameters } from '../../spec/authorization_request.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/** What is demanded must be within reach; what is only wished for disturbs nobody. */
export const checkAcr: Rule<AuthorizationRequest> = ({ parameters }) =>
  demandedValues(parameters).every(isReachable) ? holds : refuse('acr_unmet')

/**
 * What a request needs besides a first factor: as little as meets it. What is wished for is taken in its order, "with the
 * values appearing in order of preference" (OpenID Connect Core §3.1.2.1), and of whoever can give it.
 */
export function demandOfRequest(
  { require_second_factor: isRequired }: Pick<Client, 'require_second_factor'>,
  parameters: AskedParameters,
): Demand {
  const demanded = demandedValues(parameters)
  if (isRequired || demanded.some((values) => !values.includes('1'))) return 'required'
  const wished = wishedValues(parameters).find((value) => isReachable([value]))
  const isAllowed = demanded.every((values) => values.includes('2'))
  return wished === '2' && isAllowed ? 'wished' : 'none'
}

const demandedValues = (parameters: AskedParameters): (readonly JsonValue[])[] =>
  [essentialValues(parameters.claims?.id_token?.['acr']), valuesForAccess(parameters)].filter(
    (values) => values !== undefined,
  )

function isReachable(wanted: readonly JsonValue[]): boolean {
  const reachable: readonly JsonValue[] = ACR_VALUES
  return wanted.some((value) => reachable.includes(value))
}

/**
 * "If the acr Claim is requested as an Essential Claim … and the Authorization Server cannot [meet it] … then the
 * Authorization Server MUST treat that outcome as a failed authentication attempt" (OpenID Connect Core §5.5.1.1).
 */
function essentialValues(claim: JsonValue | undefined): JsonValue[] | undefined {
  return isJsonObject(claim) && claim['essential'] === true ? valuesOf(claim) : undefined
}

function valuesOf(claim: JsonObject): JsonValue[] | undefined {
  if (Array.isArray(claim['values'])) return claim['values']
  return claim['value'] === undefined ? undefined : [claim['value']]
}

/** Of `acr_values`, or of `acr` as a voluntary claim, which says the same (OpenID Connect Core §5.5.1.1). */
function wishedValues({ acr_values: values = [], claims }: AskedParameters): JsonValue[] {
  const claim = claims?.id_token?.['acr']
  return values.length > 0 || !isJsonObject(claim) ? values : (valuesOf(claim) ?? [])
}

/**
 * `acr_values` are a wish where a person signs in to the client (OpenID Connect Core §3.1.2.1). But "when it comes to
 * access tokens …, the authorization server SHOULD consider the requested acr value as necessary" (RFC 9470 §5): else a
 * client asks again and again for one that the API will not take.
 */
function valuesForAccess({
  acr_values: values = [],
  resource = [],
  scope,
}: AskedParameters): string[] | undefined {
  const isForApi = resource.length > 0 || !scope.includes('openid')
  return isForApi && values.length > 0 ? values : undefined
}
