/** The door for refusals of what an access token opens: they say how to ask (RFC 6750 §3, RFC 9449 §7.1). Made here and nowhere else. */
import { REFUSALS, type Refusal } from '../../rules/refusals.ts'
import { DPOP_SIGNING_ALGORITHMS } from '../../spec/dpop.ts'
import type { World } from '../../stores/world.ts'
import { NOT_STORED, refusalResponse, statusOf } from './json_refusal.ts'

/** @param scope what the resource needs, told where the token lacks it */
export function resourceRefusal(
  world: World,
  refusal: Refusal,
  { scope, scheme }: { scope: string; scheme: 'Bearer' | 'DPoP' },
): Response {
  const { error, description } = REFUSALS[refusal.key]
  if (refusal.key === 'access_token_missing') {
    world.log.debug('refused', { key: refusal.key, cause: refusal.cause })
    // "If the request lacks any authentication information …, the resource server SHOULD NOT include an error code or
    // other error information" (RFC 6750 §3.1).
    const headers = { ...NOT_STORED, 'WWW-Authenticate': challenges(world, 'Bearer', '') }
    return new Response(null, { status: 401, headers })
  }
  const needed = error === 'insufficient_scope' ? `, scope="${scope}"` : ''
  const told = `, error="${error}", error_description="${description}"${needed}`
  const headers = { 'WWW-Authenticate': challenges(world, scheme, told) }
  const status = PROOF_ERRORS.includes(error) ? 401 : statusOf(refusal.key)
  return refusalResponse(world, refusal, headers, status)
}

/** A proof that is refused leaves the request without valid credentials (RFC 9110 §15.5.2). */
const PROOF_ERRORS: readonly string[] = ['invalid_dpop_proof', 'use_dpop_nonce']

const ALGORITHMS = `algs="${DPOP_SIGNING_ALGORITHMS.join(' ')}"`

/** Under the scheme that was used comes what was wrong; a bearer is told of DPoP as well (RFC 9449 §7.2). */
const challenges = ({ issuer }: World, scheme: 'Bearer' | 'DPoP', told: string): string =>
  scheme === 'DPoP'
    ? `DPoP realm="${issuer}", ${ALGORITHMS}${told}`
    : `Bearer realm="${issuer}"${told}, DPoP ${ALGORITHMS}`
