import { refuse } from '../refusals.ts'
import { holds, type ProofRule } from './rule.ts'

const LONGEST_JTI = 256

/** "jti: Unique identifier for the DPoP proof JWT" (RFC 9449 §4.2). */
export const checkProofId: ProofRule = ({ claims: { jti } }) =>
  typeof jti === 'string' && jti.length > 0 && jti.length <= LONGEST_JTI
    ? holds
    : refuse('dpop_proof_jti')
