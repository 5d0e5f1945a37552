import { mayTarget } from '../access_target.ts'
import { refuse } from '../refusals.ts'
import type { AskedParameters } from '../../spec/authorization_request.ts'
import { holds, type Asking, type Rule } from './rule.ts'

/** What is asked for, by an app or by a device. */
interface AskedAccess extends Asking {
  parameters: Pick<AskedParameters, 'scope' | 'resource'>
  issuer: string
}

/** "The requested resource is invalid, missing, unknown, or malformed" (RFC 8707 §2): each must be one that `scope` asks something of. */
export const checkResource: Rule<AskedAccess> = ({ parameters, settings, issuer }) => {
  const { resource = [], scope } = parameters
  return mayTarget(resource, scope, { issuer, settings }) ? holds : refuse('resource_not_allowed')
}
