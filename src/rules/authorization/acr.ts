import { ACR_VALUES } from '../../domain/authentication.ts'
import { isJsonObject, type JsonValue } from '../../kernel/json.ts'
import type { AuthorizationParameters } from '../../spec/authorization_request.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/** What is demanded must be within reach; what is only wished for disturbs nobody. */
export const checkAcr: Rule<AuthorizationRequest> = ({ parameters }) => {
  const demands = [
    essentialValues(parameters.claims?.id_token?.['acr']),
    valuesForAccess(parameters),
  ]
  return demands.every(isReachable) ? holds : refuse('acr_unmet')
}

function isReachable(wanted: readonly JsonValue[] | undefined): boolean {
  const reachable: readonly JsonValue[] = ACR_VALUES
  return wanted === undefined || wanted.some((value) => reachable.includes(value))
}

/**
 * "If the acr Claim is requested as an Essential Claim … and the Authorization Server cannot [meet it] … then the
 * Authorization Server MUST treat that outcome as a failed authentication attempt" (OpenID Connect Core §5.5.1.1).
 */
function essentialValues(claim: JsonValue | undefined): JsonValue[] | undefined {
  if (!isJsonObject(claim) || claim['essential'] !== true) return undefined
  if (Array.isArray(claim['values'])) return claim['values']
  return claim['value'] === undefined ? undefined : [claim['value']]
}

/**
 * `acr_values` are a wish where a person signs in to the client (OpenID Connect Core §3.1.2.1). But "when it comes to
 * access tokens …, the authorization server SHOULD consider the requested acr value as necessary" (RFC 9470 §5): else a
 * client asks again and again for one that the API will not take.
 */
function valuesForAccess({
  acr_values: values,
  resource = [],
  scope,
}: AuthorizationParameters): string[] | undefined {
  const isForApi = resource.length > 0 || !scope.includes('openid')
  return isForApi && values.length > 0 ? values : undefined
}
