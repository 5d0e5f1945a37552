import { isPublicClient } from '../../domain/client.ts'
import { brings } from '../../spec/response_type.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/** "Public clients MUST use PKCE" (RFC 9700 §2.1.1); others where they have registered so. It is the code that it protects. */
export const checkPkce: Rule<AuthorizationRequest> = ({ client, parameters }) => {
  const isRequired = client.require_pkce || isPublicClient(client)
  const hasCode = brings(parameters.response_type, 'code')
  return isRequired && hasCode && parameters.code_challenge === undefined
    ? refuse('code_challenge_missing')
    : holds
}
