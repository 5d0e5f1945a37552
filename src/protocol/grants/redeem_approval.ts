/** What a person approved becomes a grant and its tokens, once: by a code, or by the device that waited for it. */
import type { Redemption, RedemptionRefusal } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
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
): Promise<Result<TokenResponse, RedemptionRefusal>> {
  const settings = await world.registry.settings()
  const redeemed = await world.users.of(sub).redeem({
    attempt: world.attempt,
    codeId,
    expiresAt,
    core,
    details,
    mayRefresh: mayRefresh(client),
    ...grantPolicyOf(client, settings),
  })
  if (!redeemed.ok) {
    logReuse(world, client, { core, sub }, redeemed.reason)
    return redeemed
  }
  const live = redeemed.value
  const { scope: granted, nonce } = live.approval
  const scope = grantedScope(client, settings, granted)
  return ok(
    await mintTokens(world, { client, sub, live, scope, ...(nonce !== undefined && { nonce }) }),
  )
}

/** "SHOULD revoke (when possible) all tokens previously issued based on that authorization code" (RFC 6749 §4.1.2): it has. */
function logReuse(
  { log }: World,
  client: Client,
  { core, sub }: Pick<Redeemable, 'core' | 'sub'>,
  reason: RedemptionRefusal,
): void {
  if (reason !== 'reused') return
  log.event('code_reuse', { client_id: client.client_id, sub, grant_id: core.grantId })
}
