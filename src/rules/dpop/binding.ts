/** What is bound to a key opens to a proof of that key alone. */
import type { Client } from '../../domain/client.ts'
import type { Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../refusals.ts'
import { holds } from './rule.ts'

/** Whoever holds a key, as far as was proven. */
export type Holder = { readonly jkt: string } | undefined

/** "the authorization server MUST reject token requests from the client that do not contain the DPoP header" (RFC 9449 §5.2). */
export const checkProofGiven = (
  { dpop_bound_access_tokens: isRequired }: Client,
  holder: Holder,
): Result<null, Refusal> => (isRequired && !holder ? refuse('dpop_proof_missing') : holds)

/** @param jkt the thumbprint that it is bound to; undefined for what is bound to none (RFC 9449 §10) */
export function checkKey(jkt: string | undefined, holder: Holder): Result<null, Refusal> {
  if (jkt === undefined || jkt === holder?.jkt) return holds
  return refuse(holder ? 'dpop_key_wrong' : 'dpop_proof_missing')
}

/**
 * A bound token is not taken as a bearer token, nor any other under the scheme DPoP (RFC 9449 §7.1, §7.2).
 * @param jkt what the access token is bound to
 */
export function checkScheme(jkt: string | undefined, holder: Holder): Result<null, Refusal> {
  if ((jkt === undefined) !== (holder === undefined)) return refuse('access_token_scheme')
  return checkKey(jkt, holder)
}
