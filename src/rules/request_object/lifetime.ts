import { isNumericDate } from '../numeric_date.ts'
import { refuse } from '../refusals.ts'
import { holds, type RequestObjectRule } from './rule.ts'

/** From the earlier of `iat` and `nbf`, or from now where there is neither, to `exp`: what the tenant allows. */
export const checkLifetime: RequestObjectRule = ({ claims, longestLifetime }, now) => {
  const { exp, nbf, iat } = claims
  const starts = [nbf, iat].filter(isNumericDate)
  const start = starts.length > 0 ? Math.min(...starts) : now
  const isBounded = isNumericDate(exp) && exp - start <= longestLifetime
  return isBounded ? holds : refuse('request_object_lifetime')
}
