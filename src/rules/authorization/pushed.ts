import { refuse } from '../refusals.ts'
import { holds, type Asking, type Rule } from './rule.ts'

/** "only authorization requests made through PAR are accepted" of a client that says so (RFC 9126 §6). */
export const checkPushed: Rule<Asking> = ({ client }) =>
  client.require_pushed_authorization_requests ? refuse('push_required') : holds
