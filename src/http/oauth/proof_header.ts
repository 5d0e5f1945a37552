/** The DPoP header of a request (RFC 9449 §4.1). */
import { ok, type Result } from '../../kernel/result.ts'
import { readProof, type DpopProof, type ProofTarget } from '../../protocol/dpop/read_proof.ts'
import type { Refusal } from '../../rules/refusals.ts'
import type { OAuthContext } from './world.ts'

/** The proof of this request; undefined where it brings none. @param url of the endpoint, under our issuer */
export async function proofOf(
  c: OAuthContext,
  target: Omit<ProofTarget, 'method'>,
): Promise<Result<DpopProof | undefined, Refusal>> {
  const header = c.req.header('DPoP')
  if (header === undefined) return ok(undefined)
  return readProof(c.var.world, header, { method: c.req.method, ...target })
}
