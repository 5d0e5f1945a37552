import { isNumericDate, SKEW } from '../numeric_date.ts'
import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** Whatever times are there must be times, and now must lie between them (RFC 7519 §4.1.4–4.1.6). */
export const checkTimes: RequestObjectRule = ({ claims }, now) => {
  const { exp, nbf, iat } = claims
  const isTime = (value: typeof exp) => value === undefined || isNumericDate(value)
  if (![exp, nbf, iat].every(isTime)) return refuse('request_object_time_malformed')
  if (isNumericDate(exp) && now >= exp + SKEW) return refuse('request_object_expired')
  const isEarly = [nbf, iat].some((start) => isNumericDate(start) && start > now + SKEW)
  return isEarly ? refuse('request_object_early') : holds
}
