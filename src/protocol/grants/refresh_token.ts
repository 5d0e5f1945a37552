/** Refreshes (RFC 6749 §6, RFC 9700 §4.14): the generation that was sent is judged by the person's object. */
import { isPublicClient, type Client } from '../../domain/client.ts'
import type { WantedResources } from '../../domain/resource_server.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { mintTokens } from '../tokens/mint.ts'
import { openRefreshToken, type RefreshToken } from '../tokens/refresh_token.ts'
import { grantedScope, mayRefresh } from './granted_scope.ts'
import { grantPolicyOf } from './grant_policy.ts'
import { requestedResource } from './requested_resource.ts'
import { requestedScope } from './requested_scope.ts'

export async function refreshTokens(
  world: World,
  known: Client,
  parameters: Parameters,
  proof: DpopProof | undefined,
): Promise<Result<TokenResponse, Refusal>> {
  const opened = await readRefreshToken(world, known, parameters.get('refresh_token'))
  if (!opened.ok) return opened
  const scope = requestedScope(parameters, opened.value.scope)
  if (!scope.ok) return scope
  const wanted = requestedResource(world.issuer, parameters)
  if (!wanted.ok) return wanted
  const eligible = await withFreshClient(world, known, async (client) =>
    mayRefresh(client) ? ok(client) : refuse('refresh_token_invalid', 'offline_access'),
  )
  if (!eligible.ok) return eligible
  return refresh(world, eligible.value, {
    token: opened.value,
    scope: scope.value,
    wanted: wanted.value,
    proof,
  })
}

async function readRefreshToken(
  { registry, log }: World,
  client: Client,
  text: string | undefined,
): Promise<Result<RefreshToken, Refusal>> {
  if (text === undefined) return refuse('refresh_token_missing')
  const token = await openRefreshToken(await registry.keys(), text)
  if (!token) return refuse('refresh_token_invalid', 'envelope')
  // "the refresh token is bound to the client to which it was issued" (RFC 6749 §6).
  if (token.clientId === client.client_id) return ok(token)
  log.event('rt_foreign_client', { client_id: client.client_id, grant_id: token.grantId })
  return refuse('refresh_token_invalid', 'client')
}

interface Asked {
  token: RefreshToken
  /** The scopes of the new access token. */
  scope: readonly string[]
  wanted: WantedResources | undefined
  proof: DpopProof | undefined
}

async function refresh(
  world: World,
  client: Client,
  { token: { sub, grantId, generation }, scope: asked, wanted, proof }: Asked,
): Promise<Result<TokenResponse, Refusal>> {
  const settings = await world.registry.settings()
  const refreshed = await world.users.of(sub).refresh({
    attempt: world.attempt,
    grantId,
    generation,
    clientId: client.client_id,
    ...grantPolicyOf(client, settings),
    ...(wanted && { wanted }),
    ...(proof && {
      proof: proof.mark,
      holder: { jkt: proof.jkt, binds: isPublicClient(client) },
    }),
  })
  if (!refreshed.ok) {
    if (refreshed.reason === 'proof_replayed') return refuse('dpop_proof_replayed')
    if (refreshed.reason === 'resource') return refuse('resource_not_granted')
    if (refreshed.reason === 'other_key') {
      return refuse(proof ? 'dpop_key_wrong' : 'dpop_proof_missing')
    }
    if (refreshed.reason === 'reused')
      world.log.event('rt_reuse', { client_id: client.client_id, sub, grant_id: grantId })
    return refuse('refresh_token_invalid', refreshed.reason)
  }
  // The ID token is like the first one, but "it SHOULD NOT have a nonce Claim" (OpenID Connect Core §12.2).
  const scope = grantedScope(client, settings, asked)
  const minting = { client, sub, live: refreshed.value, scope }
  const narrowed = { ...(wanted && { resource: wanted.resource }) }
  return ok(await mintTokens(world, { ...minting, ...narrowed, ...(proof && { jkt: proof.jkt }) }))
}
