import { mayTarget } from '../access_target.ts'
import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/** "The requested resource is invalid, missing, unknown, or malformed" (RFC 8707 §2): each must be one that `scope` asks something of. */
export const checkResource: Rule<AuthorizationRequest> = ({ parameters, settings, issuer }) => {
  const { resource = [], scope } = parameters
  return mayTarget(resource, scope, { issuer, settings }) ? holds : refuse('resource_not_allowed')
}
