import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/** "The client is not authorized to request an authorization code using this method" (RFC 6749 §4.1.2.1). */
export const checkGrant: Rule<AuthorizationRequest> = ({ client, parameters }) => {
  const isRegistered =
    client.grant_types.includes('authorization_code') &&
    client.response_types.includes(parameters.response_type)
  return isRegistered ? holds : refuse('grant_not_registered')
}
