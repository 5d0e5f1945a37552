import { refuse } from '../refusals.ts'
import { holds, type Asking, type Rule } from './rule.ts'

/** "… the only means of initiating an authorization request the client is allowed to use is PAR" (RFC 9126 §6). */
export const checkPushed: Rule<Asking> = ({ client }) =>
  client.require_pushed_authorization_requests ? refuse('push_required') : holds
