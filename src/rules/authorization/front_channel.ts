import { opensAdminApi } from '../../domain/operator.ts'
import { brings, isOfFrontChannel } from '../../spec/response_type.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/**
 * "clients SHOULD NOT use the implicit grant (response type token) or other response types issuing access tokens in the
 * authorization response" (RFC 9700 §2.1.2): nobody does where the tenant has not allowed it; what its clients have
 * registered is for `checkGrant` to say.
 */
export const checkFrontChannel: Rule<AuthorizationRequest> = ({
  settings,
  parameters: { response_type: type, scope },
}) => {
  if (isOfFrontChannel(type) && !settings.front_channel_tokens) {
    return refuse('front_channel_closed')
  }
  // What opens the admin API is written into no address, whatever the tenant allows.
  return brings(type, 'token') && opensAdminApi(scope) ? refuse('scope_not_allowed') : holds
}
