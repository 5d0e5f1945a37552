import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** RFC 9101 §10.8: a JWT whose `sub` is the client could be, or could be used as, its client assertion. */
export const checkSubject: RequestObjectRule = ({ claims, client }) =>
  claims['sub'] === client.client_id ? refuse('request_object_subject') : holds
