import { HOUR } from '../../kernel/clock.ts'
import { isNumericDate, SKEW } from '../numeric_date.ts'
import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/**
 * "shall require the request object to contain an nbf claim that is no longer than 60 minutes in the past" and an exp
 * claim "that has a lifetime of no longer than 60 minutes after the nbf claim" (FAPI 2.0 Message Signing §5.3.1).
 */
export const checkFapiWindow: RequestObjectRule = ({ claims }, now) => {
  const { exp, nbf } = claims
  if (!isNumericDate(nbf)) return refuse('request_object_nbf_missing')
  const isRecent = now - nbf <= HOUR + SKEW
  const isShort = isNumericDate(exp) && exp - nbf <= HOUR
  return isRecent && isShort ? holds : refuse('request_object_lifetime')
}
