import { DPOP_PROOF_TYPE } from '../../spec/dpop.ts'
import { refuse } from '../refusals.ts'
import { holds, type ProofRule } from './rule.ts'

/** "typ: A field with the value dpop+jwt" (RFC 9449 §4.2): no other JWT of the same key passes as a proof. */
export const checkType: ProofRule = ({ typ }) =>
  typ === DPOP_PROOF_TYPE ? holds : refuse('dpop_proof_typ')
