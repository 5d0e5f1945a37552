/** Whether an access token is still good: asked of whoever decides that, in one call. */
import type { LiveGrant } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import { sessionPolicyOf } from '../../domain/settings.ts'
import type { World } from '../../stores/world.ts'
import type { TokenHolder, VerifiedAccessToken } from './access_token.ts'

export interface LiveToken {
  readonly token: VerifiedAccessToken
  /** The grant that it came from; absent where it acts for the client itself. */
  readonly live?: LiveGrant
}

/** Undefined where it was revoked, or what it hangs on has ended: the grant, the session, the person, the client. */
export async function findLiveToken(
  world: World,
  token: VerifiedAccessToken,
): Promise<LiveToken | undefined> {
  const client = await world.registry.client(token.clientId)
  if (!client) return undefined
  const { holder } = token
  if (holder.kind === 'client') return (await isLive(world, client, holder)) ? { token } : undefined
  const inspected = await world.users.of(holder.sub).inspect({
    grantId: holder.grantId,
    tokenId: holder.tokenId,
    clientEpoch: client.epoch,
    policy: sessionPolicyOf(await world.registry.settings()),
  })
  return inspected.ok ? { token, live: inspected.value } : undefined
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
