import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** What a request object may call itself. Choice: `JWT` and nothing at all are taken too, as libraries send them. */
const TYPES = ['oauth-authz-req+jwt', 'jwt']

/**
 * RFC 9101 §10.8, RFC 8725 §3.11: no other kind of JWT passes as a request. Media types are compared without regard to
 * case, and "application/" may be left out (RFC 7515 §4.1.9).
 */
export const checkTyp: RequestObjectRule = ({ typ }) => {
  const name = typ?.toLowerCase().replace(/^application\//, '')
  return name === undefined || TYPES.includes(name) ? holds : refuse('request_object_typ')
}
