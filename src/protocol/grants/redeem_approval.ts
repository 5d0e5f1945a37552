/** What a person approved becomes a grant and its tokens, once: by a code, or by the device that waited for it. */
import type { Redemption } from '../../domain/approval.ts'
import { isPublicClient, isToldOfSignOut, type Client } from '../../domain/client.ts'
import type { ApprovalCore } from '../../domain/grant.ts'
import type { WantedResources } from '../../domain/resource_server.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal, type RefusalKey } from '../../rules/refusals.ts'
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

export interface Asked {
  /** Of the key that the tokens are to be bound to (RFC 9449 §5). */
  proof: DpopProof | undefined
  /** The APIs that the access token is for, where it is for fewer than were approved (RFC 8707 §2.2). */
  wanted: WantedResources | undefined
  /** What the client is told where the person's object says no. */
  unusable: RefusalKey
}

export async function redeemApproval(
  world: World,
  client: Client,
  { codeId, sub, expiresAt, core, details }: Redeemable,
  { proof, wanted, unusable }: Asked,
): Promise<Result<TokenResponse, Refusal>> {
  const settings = await world.registry.settings()
  const redeemed = await world.users.of(sub).redeem({
    attempt: world.attempt,
    codeId,
    expiresAt,
    core: grantCore(client, core, proof),
    details,
    mayRefresh: mayRefresh(client),
    isToldOfSignOut: isToldOfSignOut(client),
    ...grantPolicyOf(client, settings),
    ...(wanted && { wanted }),
    ...(proof && { proof: proof.mark }),
  })
  if (!redeemed.ok) {
    if (redeemed.reason === 'proof_replayed') return refuse('dpop_proof_replayed')
    if (redeemed.reason === 'resource') return refuse('resource_not_granted')
    logReuse(world, client, { core, sub }, redeemed.reason)
    return refuse(unusable, redeemed.reason)
  }
  const live = redeemed.value
  const { scope: granted, nonce } = live.approval
  const scope = grantedScope(client, settings, granted)
  const minting = { client, sub, live, scope, ...(nonce !== undefined && { nonce }) }
  const narrowed = { ...(wanted && { resource: wanted.resource }) }
  return ok(await mintTokens(world, { ...minting, ...narrowed, ...(proof && { jkt: proof.jkt }) }))
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
