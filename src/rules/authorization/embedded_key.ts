import { refuse } from '../refusals.ts'
import { holds, type AuthorizationRequest, type Rule } from './rule.ts'

/** The key that signed is the key that redeems: `dpop_jkt` (RFC 9449 §10) need not be there, and must not say another. */
export const checkEmbeddedKey: Rule<AuthorizationRequest> = ({ jkt, parameters: { dpop_jkt } }) =>
  jkt === undefined || dpop_jkt === undefined || dpop_jkt === jkt
    ? holds
    : refuse('dpop_jkt_other_key')
