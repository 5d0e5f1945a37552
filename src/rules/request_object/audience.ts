import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/**
 * "The value of aud should be the value of the authorization server (AS) issuer" (RFC 9101 §4). Choice: it must, alone
 * or among others.
 */
export const checkAudience: RequestObjectRule = ({ claims, issuer }) => {
  const { aud } = claims
  const isForUs = Array.isArray(aud) ? aud.includes(issuer) : aud === issuer
  return isForUs ? holds : refuse('request_object_audience')
}
