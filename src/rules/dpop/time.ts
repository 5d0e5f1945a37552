import { MINUTE, type Seconds } from '../../kernel/clock.ts'
import { isNumericDate, SKEW } from '../numeric_date.ts'
import { refuse } from '../refusals.ts'
import { holds, type ProofRule } from './rule.ts'

/** How far the time of a proof may be from ours, on either side. */
export const PROOF_WINDOW: Seconds = MINUTE

/**
 * "The creation time of the JWT … is within an acceptable window" (RFC 9449 §4.3). `exp` and `nbf` need not be there; where
 * they are they count (RFC 7519 §4.1.4, §4.1.5).
 */
export const checkTime: ProofRule = ({ claims: { iat, exp, nbf } }, now) => {
  if (!isNumericDate(iat) || Math.abs(now - iat) > PROOF_WINDOW) {
    return refuse('dpop_proof_time', 'iat')
  }
  const isOver = exp !== undefined && !(isNumericDate(exp) && now < exp + SKEW)
  const isEarly = nbf !== undefined && !(isNumericDate(nbf) && nbf <= now + SKEW)
  return isOver || isEarly ? refuse('dpop_proof_time', 'exp or nbf') : holds
}
