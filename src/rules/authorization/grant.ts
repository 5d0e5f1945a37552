import { grantTypesOf } from '../response_grants.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/** "The client is not authorized to request an authorization code using this method" (RFC 6749 §4.1.2.1), nor a token (§4.2.2.1). */
export const checkGrant: Rule<AuthorizationRequest> = ({ client, parameters }) => {
  const type = parameters.response_type
  const isRegistered =
    client.response_types.includes(type) &&
    grantTypesOf(type).every((grant) => client.grant_types.includes(grant))
  return isRegistered ? holds : refuse('grant_not_registered')
}
