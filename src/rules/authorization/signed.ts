import { refuse } from '../refusals.ts'
import { holds, type Asking, type Rule } from './rule.ts'

/**
 * Where signed requests are required, a plain one is refused whatever it says: by the tenant for all, or by
 * `require_signed_request_object` of the client (RFC 9101 §10.5).
 */
export const checkSigned: Rule<Asking> = ({ client, settings }) => {
  const isRequired = settings.signed_requests === 'required' || client.require_signed_request_object
  return isRequired ? refuse('request_missing') : holds
}
