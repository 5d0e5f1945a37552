import { HOUR } from '../../kernel/clock.ts'
import { isNumericDate, SKEW } from '../numeric_date.ts'
import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/**
 * FAPI 2.0 Message Signing §5.3.1: `nbf` must be there and at most 60 minutes old, and `exp` must be there and at most
 * 60 minutes after it.
 */
export const checkFapiWindow: RequestObjectRule = ({ claims }, now) => {
  const { exp, nbf } = claims
  if (!isNumericDate(nbf)) return refuse('request_object_nbf_missing')
  const isRecent = now - nbf <= HOUR + SKEW
  const isShort = isNumericDate(exp) && exp - nbf <= HOUR
  return isRecent && isShort ? holds : refuse('request_object_lifetime')
}
