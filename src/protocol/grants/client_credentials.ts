/** Tokens for the client itself (RFC 6749 §4.4): scopes of the tenant's APIs, never any that speaks of a person. */
import { clientScopes, isPublicClient, type Client } from '../../domain/client.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { mayTarget } from '../../rules/access_target.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { spendProof } from '../dpop/spend_proof.ts'
import { issueClientToken } from '../tokens/access_token.ts'
import { requestedResource } from './requested_resource.ts'

/** "A refresh token SHOULD NOT be included" (§4.4.3), and is not. */
export async function issueClientCredentials(
  world: World,
  known: Client,
  parameters: Parameters,
  proof: DpopProof | undefined,
): Promise<Result<TokenResponse, Refusal>> {
  // "The client credentials grant type MUST only be used by confidential clients" (§4.4).
  if (isPublicClient(known)) return refuse('grant_not_registered', 'public')
  const settings = await world.registry.settings()
  const asked = requestedResource(world.issuer, parameters)
  if (!asked.ok) return asked
  const { resource = [] } = asked.value ?? {}
  const scope = await withFreshClient(world, known, async (client) =>
    scopeOf(client, settings, parameters.get('scope')),
  )
  if (!scope.ok) return scope
  const giver = { issuer: world.issuer, settings }
  if (!mayTarget(resource, scope.value, giver)) return refuse('resource_not_allowed')
  const spent = await spendProof(world, known.client_id, proof)
  if (!spent.ok) return spent
  const given = { scope: scope.value, resource, jkt: proof?.jkt }
  const { token, expiresIn, scope: issued } = await issueClientToken(world, known, given)
  return ok({
    access_token: token,
    token_type: proof ? 'DPoP' : 'Bearer',
    expires_in: expiresIn,
    ...(issued.length > 0 && { scope: issued.join(' ') }),
  })
}

/** Those that were asked for, else all that the client has registered of the tenant's own. */
function scopeOf(
  client: Client,
  settings: TenantSettings,
  asked: string | undefined,
): Result<string[], Refusal> {
  const registered = clientScopes(client)
  const allowed = settings.scopes
    .map(({ name }) => name)
    .filter((name) => registered.includes(name))
  if (asked === undefined) return ok(allowed)
  const wanted = [...new Set(asked.split(' '))]
  return wanted.every((scope) => allowed.includes(scope)) ? ok(wanted) : refuse('scope_not_allowed')
}
