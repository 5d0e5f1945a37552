import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** "request and request_uri parameters MUST NOT be included in Request Objects" (RFC 9101 §4). */
export const checkNesting: RequestObjectRule = ({ claims }) =>
  Object.hasOwn(claims, 'request') || Object.hasOwn(claims, 'request_uri')
    ? refuse('request_object_nested')
    : holds
