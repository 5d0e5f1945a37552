import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** "aud … should be set to the issuer of the authorization server" (RFC 9101 §4); here it must, alone or among others. */
export const checkAudience: RequestObjectRule = ({ claims, issuer }) => {
  const { aud } = claims
  const isForUs = Array.isArray(aud) ? aud.includes(issuer) : aud === issuer
  return isForUs ? holds : refuse('request_object_audience')
}
