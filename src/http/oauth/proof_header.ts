/** The DPoP header of a request (RFC 9449 §4.1), and the nonce that its answer brings (§8, §9). */
import { createMiddleware } from 'hono/factory'
import { ok, type Result } from '../../kernel/result.ts'
import { newNonce } from '../../protocol/dpop/nonce.ts'
import { readProof, type DpopProof, type ProofTarget } from '../../protocol/dpop/read_proof.ts'
import type { Refusal } from '../../rules/refusals.ts'
import type { OAuthContext, OAuthEnv } from './world.ts'

/** The proof of this request; undefined where it brings none. @param url of the endpoint, under our issuer */
export async function proofOf(
  c: OAuthContext,
  target: Omit<ProofTarget, 'method'>,
): Promise<Result<DpopProof | undefined, Refusal>> {
  const header = c.req.header('DPoP')
  if (header === undefined) return ok(undefined)
  return readProof(c.var.world, header, { method: c.req.method, ...target })
}

/**
 * "The authorization server MAY supply the new nonce in the same way that the initial one is supplied: by using a
 * DPoP-Nonce HTTP header in the response" (§8.2). It does so with every answer to a proof.
 */
export const offeringNonce = createMiddleware<OAuthEnv>(async (c, next) => {
  await next()
  if (c.req.header('DPoP') === undefined) return
  const { world } = c.var
  const { require_dpop_nonce: isRequired } = await world.registry.settings()
  if (isRequired) c.res.headers.set('DPoP-Nonce', await newNonce(world))
})
