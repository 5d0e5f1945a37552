/** Whether an access token is still good: asked of whoever decides that, in one call. */
import type { LiveGrant } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import { sessionPolicyOf } from '../../domain/settings.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import type { TokenHolder, VerifiedAccessToken } from './access_token.ts'

export interface LiveToken {
  readonly token: VerifiedAccessToken
  /** The grant that it came from; absent where it acts for the client itself. */
  readonly live?: LiveGrant
}

/**
 * `ended` where it was revoked, or what it hangs on has ended: the grant, the session, the person, the client.
 * @param proof used up by this where it comes with a person's token that is still good
 */
export async function findLiveToken(
  world: World,
  token: VerifiedAccessToken,
  proof?: DpopProof,
): Promise<Result<LiveToken, 'ended' | 'proof_replayed'>> {
  const client = await world.registry.client(token.clientId)
  if (!client) return err('ended')
  const { holder } = token
  if (holder.kind === 'client') {
    return (await isLive(world, client, holder)) ? ok({ token }) : err('ended')
  }
  const inspected = await world.users.of(holder.sub).inspect({
    grantId: holder.grantId,
    tokenId: holder.tokenId,
    clientEpoch: client.epoch,
    policy: sessionPolicyOf(await world.registry.settings()),
    ...(proof && { proof: proof.mark }),
  })
  return inspected.ok ? ok({ token, live: inspected.value }) : inspected
}

async function isLive(
  { registry, guards }: World,
  client: Client,
  { tokenId, clientEpoch, tenantEpoch }: TokenHolder & { kind: 'client' },
): Promise<boolean> {
  const { epoch } = await registry.settings()
  if (clientEpoch < client.epoch || tenantEpoch < epoch) return false
  return !(await guards.isSpent(client.client_id, 'access_token', tokenId))
}
