import { ACR_VALUES } from '../../domain/session.ts'
import { isJsonObject, type JsonValue } from '../../kernel/json.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/**
 * "If the acr Claim is requested as an Essential Claim … and the Authorization Server cannot [meet it] … then the
 * Authorization Server MUST treat that outcome as a failed authentication attempt" (OpenID Connect Core §5.5.1.1).
 * `acr_values` and a voluntary claim are wishes.
 */
export const checkAcr: Rule<AuthorizationRequest> = ({ parameters }) => {
  const wanted = essentialValues(parameters.claims?.id_token?.['acr'])
  const reachable: readonly JsonValue[] = ACR_VALUES
  return wanted === undefined || wanted.some((value) => reachable.includes(value))
    ? holds
    : refuse('acr_unmet')
}

function essentialValues(claim: JsonValue | undefined): JsonValue[] | undefined {
  if (!isJsonObject(claim) || claim['essential'] !== true) return undefined
  if (Array.isArray(claim['values'])) return claim['values']
  return claim['value'] === undefined ? undefined : [claim['value']]
}
