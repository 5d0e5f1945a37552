import { refuse } from '../refusals.ts'
import { holds, type ProofRule } from './rule.ts'

/**
 * "If presented to a protected resource in conjunction with an access token, ensure that the value of the ath claim equals
 * the hash of that access token" (RFC 9449 §4.3).
 */
export const checkAccessTokenHash: ProofRule = ({ claims, accessTokenHash }) =>
  accessTokenHash === undefined || claims['ath'] === accessTokenHash
    ? holds
    : refuse('dpop_proof_access_token')
