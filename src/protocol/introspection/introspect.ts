/** Token introspection (RFC 7662): whether an access token is good, told to those whom it concerns. */
import type { Client } from '../../domain/client.ts'
import { isPublicClient } from '../../domain/client.ts'
import { acrOf, authenticatedAt } from '../../domain/authentication.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import type { Parameters } from '../../kernel/form.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import type { AuthenticatedClient } from '../client_auth/authenticate_client.ts'
import { verifyAccessToken, type VerifiedAccessToken } from '../tokens/access_token.ts'
import { claimNamesOf, claimsOf } from '../tokens/claims_of.ts'
import { findLiveToken, type LiveToken } from '../tokens/live_token.ts'

/** "the response … SHOULD NOT include any additional information about an inactive token, including why" (§2.2). */
const INACTIVE: JsonObject = { active: false }

/**
 * Refresh tokens, codes and ID tokens are not for resource servers and read as inactive, like anything foreign: that
 * costs a signature at most and asks nobody.
 */
export async function introspect(
  world: World,
  { client }: AuthenticatedClient,
  parameters: Parameters,
): Promise<Result<JsonObject, Refusal>> {
  // "the endpoint MUST also require some form of authorization to access this endpoint" (§2.1).
  if (isPublicClient(client)) return refuse('introspection_public')
  const text = parameters.get('token')
  if (text === undefined) return refuse('token_missing')
  const token = await verifyAccessToken(world, text)
  if (!token || !mayAsk(client, token, await world.registry.settings())) return ok(INACTIVE)
  const live = await findLiveToken(world, token)
  return ok(live.ok ? describe(world, live.value) : INACTIVE)
}

/** The client that holds it, the resource server that it is for, and who was given the right to see all. */
const mayAsk = (
  { client_id: asking, introspect_any: seesAll }: Client,
  { clientId, audience }: VerifiedAccessToken,
  { resource_servers: servers }: TenantSettings,
): boolean =>
  seesAll ||
  clientId === asking ||
  servers.some((server) => server.client_id === asking && audience.includes(server.resource))

function describe({ issuer }: World, { token, live }: LiveToken): JsonObject {
  const { clientId, sub, audience, scope, jkt, iat, exp } = token
  const username = live && usernameOf(live, scope)
  return {
    active: true,
    client_id: clientId,
    ...(username !== undefined && { username }),
    ...(scope.length > 0 && { scope: scope.join(' ') }),
    sub,
    aud: audience.length === 1 ? (audience[0] ?? issuer) : audience,
    iss: issuer,
    exp,
    iat,
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
    // As in the token itself (RFC 9449 §6.2).
    ...(jkt !== undefined && { cnf: { jkt } }),
    // How and when the person signed in, for who must know before a step (RFC 9470 §6.2).
    ...(live && { acr: acrOf(live.approval.facts), auth_time: authenticatedAt(live.approval) }),
  }
}

/** "Human-readable identifier for the resource owner": no more of it than the token's scope lets its holder see. */
function usernameOf(live: NonNullable<LiveToken['live']>, scope: readonly string[]) {
  const { preferred_username: name, email } = claimsOf(live, claimNamesOf(scope))
  return name ?? email
}
