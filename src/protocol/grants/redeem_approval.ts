/** What a person approved becomes a grant and its tokens, once: by a code, or by the device that waited for it. */
import type { Redemption, RedemptionRefusal } from '../../domain/approval.ts'
import { isPublicClient, type Client } from '../../domain/client.ts'
import type { ApprovalCore } from '../../domain/grant.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { mintTokens } from '../tokens/mint.ts'
import { grantedScope, mayRefresh } from './granted_scope.ts'
import { grantPolicyOf } from './grant_policy.ts'

/** What was approved, by whom, and until when it may be redeemed. */
export type Redeemable = Pick<Redemption, 'codeId' | 'expiresAt' | 'core' | 'details'> & {
  sub: Sub
}

export async function redeemApproval(
  world: World,
  client: Client,
  { codeId, sub, expiresAt, core, details }: Redeemable,
  proof: DpopProof | undefined,
): Promise<Result<TokenResponse, RedemptionRefusal | 'proof_replayed'>> {
  const settings = await world.registry.settings()
  const redeemed = await world.users.of(sub).redeem({
    attempt: world.attempt,
    codeId,
    expiresAt,
    core: grantCore(client, core, proof),
    details,
    mayRefresh: mayRefresh(client),
    ...grantPolicyOf(client, settings),
    ...(proof && { proof: proof.mark }),
  })
  if (!redeemed.ok) {
    logReuse(world, client, { core, sub }, redeemed.reason)
    return redeemed
  }
  const live = redeemed.value
  const { scope: granted, nonce } = live.approval
  const scope = grantedScope(client, settings, granted)
  const minting = { client, sub, live, scope, ...(nonce !== undefined && { nonce }) }
  return ok(await mintTokens(world, { ...minting, ...(proof && { jkt: proof.jkt }) }))
}

/**
 * A refresh token of a public client "MUST be bound to the respective public key" (RFC 9449 §5). That of a
 * confidential client is bound to the client, which may bring another key each time; so its grant names none.
 */
function grantCore(
  client: Client,
  { cnf: _, ...core }: ApprovalCore,
  proof: DpopProof | undefined,
): ApprovalCore {
  return isPublicClient(client) && proof ? { ...core, cnf: { jkt: proof.jkt } } : core
}

/** "SHOULD revoke (when possible) all tokens previously issued based on that authorization code" (RFC 6749 §4.1.2): it has. */
function logReuse(
  { log }: World,
  client: Client,
  { core, sub }: Pick<Redeemable, 'core' | 'sub'>,
  reason: string,
): void {
  if (reason !== 'reused') return
  log.event('code_reuse', { client_id: client.client_id, sub, grant_id: core.grantId })
}
