import { isNumericDate, SKEW } from '../numeric_date.ts'
import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** Whatever times are there must be times, and now must lie between them (RFC 7519 §4.1.4–4.1.6). */
export const checkTimes: RequestObjectRule = ({ claims: { exp, nbf, iat } }, now) => {
  const given = [exp, nbf, iat].filter((time) => time !== undefined)
  if (!given.every(isNumericDate)) return refuse('request_object_time_malformed')
  const starts = [nbf, iat].filter(isNumericDate)
  if (starts.some((start) => start > now + SKEW)) return refuse('request_object_early')
  // What ends before it begins has expired at all times, and the skew does not help it.
  const isOver = isNumericDate(exp) && (now >= exp + SKEW || starts.some((start) => exp <= start))
  return isOver ? refuse('request_object_expired') : holds
}
