/** Token revocation (RFC 7009): a client gives back what it holds. */
import type { Client } from '../../domain/client.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import type { AuthenticatedClient } from '../client_auth/authenticate_client.ts'
import { verifyAccessToken, type VerifiedAccessToken } from '../tokens/access_token.ts'
import { openRefreshToken, type RefreshToken } from '../tokens/refresh_token.ts'

/**
 * Ends a refresh token with its whole grant, or one access token. What is unknown, has ended, or is another client's is
 * left as it is, and "invalid tokens do not cause an error response" (§2.2). `token_type_hint` is not needed: one look
 * tells the two kinds apart.
 */
export async function revoke(
  world: World,
  { client }: AuthenticatedClient,
  parameters: Parameters,
): Promise<Result<null, Refusal>> {
  const text = parameters.get('token')
  if (text === undefined) return refuse('token_missing')
  const refreshToken = await openRefreshToken(await world.registry.keys(), text)
  if (refreshToken) {
    await revokeGrant(world, client, refreshToken)
    return ok(null)
  }
  const accessToken = await verifyAccessToken(world, text)
  if (accessToken) await revokeAccessToken(world, client, accessToken)
  return ok(null)
}

/** "the authorization server … verifies whether the token was issued to the client making the revocation request" (§2.1). */
async function revokeGrant(
  { users }: World,
  client: Client,
  { sub, grantId, clientId }: RefreshToken,
): Promise<void> {
  if (clientId === client.client_id) await users.of(sub).revokeGrant(grantId, clientId)
}

async function revokeAccessToken(
  { users, guards, attempt }: World,
  client: Client,
  { holder, clientId, exp }: VerifiedAccessToken,
): Promise<void> {
  if (clientId !== client.client_id) return
  if (holder.kind === 'person') {
    await users.of(holder.sub).revokeToken(holder.grantId, holder.tokenId, exp, clientId)
  } else {
    await guards.spend(clientId, 'access_token', holder.tokenId, attempt, exp)
  }
}
