import { allowedScopes } from '../allowed_scopes.ts'
import { refuse } from '../refusals.ts'
import { holds, type Asking, type Rule } from './rule.ts'

/**
 * "The requested scope is invalid, unknown" (RFC 6749 §4.1.2.1): every scope must be one of the tenant's that the client
 * has registered. `openid` is not demanded: without it this is OAuth, and no ID token is issued.
 */
export const checkScope: Rule<Asking & { parameters: { scope: readonly string[] } }> = ({
  client,
  settings,
  parameters,
}) => {
  const allowed = allowedScopes(client, settings)
  return parameters.scope.every((scope) => allowed.has(scope)) ? holds : refuse('scope_not_allowed')
}
