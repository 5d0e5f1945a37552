/** Whether an access token opens the admin API, and in whose name (RFC 6750 §3.1, RFC 9068 §4). */
import { opensAdminApi } from '../../domain/operator.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { allowedScopes } from '../../rules/allowed_scopes.ts'
import { checkScheme } from '../../rules/dpop/binding.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { ADMIN_SCOPE } from '../../spec/claims.ts'
import type { World } from '../../stores/world.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { verifyAccessToken, type VerifiedAccessToken } from '../tokens/access_token.ts'
import { findLiveToken } from '../tokens/live_token.ts'

/**
 * Asked of the person's object each time: a grant with the scope is dead as soon as its person is no operator any more.
 * @param proof that came with the token; none with one that was presented as a bearer token
 */
export async function operatorOf(
  world: World,
  text: string,
  proof?: DpopProof,
): Promise<Result<Sub, Refusal>> {
  const token = await verifyAccessToken(world, text)
  if (!token) return refuse('access_token_invalid', 'token')
  if (!token.audience.includes(world.issuer)) return refuse('access_token_invalid', 'audience')
  const bound = checkScheme(token.jkt, proof)
  if (!bound.ok) return bound
  if (!(await mayOpen(world, token))) return refuse('access_token_scope')
  const found = await findLiveToken(world, token, proof)
  if (!found.ok && found.reason === 'proof_replayed') return refuse('dpop_proof_replayed')
  if (!found.ok || !found.value.live) return refuse('access_token_invalid', 'ended')
  const { holder } = token
  // Nobody is an operator but a person.
  return holder.kind === 'person' && found.value.live.admin
    ? ok(holder.sub)
    : refuse('access_token_scope')
}

/** The scope counts for as long as the client is registered with it. */
async function mayOpen(
  { registry }: World,
  { scope, clientId }: VerifiedAccessToken,
): Promise<boolean> {
  if (!opensAdminApi(scope)) return false
  const client = await registry.client(clientId)
  return client !== undefined && allowedScopes(client, await registry.settings()).has(ADMIN_SCOPE)
}
