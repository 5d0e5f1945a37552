import { brings } from '../../spec/response_type.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/**
 * An ID token in the response itself: "Use of the nonce Claim is REQUIRED for this flow" (OpenID Connect Core §3.2.2.10,
 * §3.3.2.11), for nothing else ties it to its request; and without `openid` there is none to issue.
 */
export const checkFrontIdToken: Rule<AuthorizationRequest> = ({ parameters }) => {
  if (!brings(parameters.response_type, 'id_token')) return holds
  if (!parameters.scope.includes('openid')) return refuse('openid_missing')
  return parameters.nonce === undefined ? refuse('nonce_missing') : holds
}
