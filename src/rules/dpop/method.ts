import { refuse } from '../refusals.ts'
import { holds, type ProofRule } from './rule.ts'

/** "The htm claim matches the HTTP method of the current request" (RFC 9449 §4.3); methods are case-sensitive. */
export const checkMethod: ProofRule = ({ claims, method }) =>
  claims['htm'] === method ? holds : refuse('dpop_proof_method')
