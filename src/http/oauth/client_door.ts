/** Who calls an endpoint of the back channel: clients are let in, and whoever fails too often must wait. */
import { err, type Result } from '../../kernel/result.ts'
import type { Parameters } from '../../kernel/form.ts'
import {
  authenticateClient,
  type AuthenticatedClient,
  type ClientRefusal,
} from '../../protocol/client_auth/authenticate_client.ts'
import { endpointUrls, type ClientEndpoint } from '../../protocol/metadata/endpoints.ts'
import type { World } from '../../stores/world.ts'
import type { OAuthContext } from './world.ts'

/** Authenticates the client of a request by its Authorization header and its form. */
export async function clientOf(
  c: OAuthContext,
  parameters: Parameters,
  endpoint: ClientEndpoint,
): Promise<Result<AuthenticatedClient, ClientRefusal>> {
  const { world } = c.var
  const authorization = c.req.header('Authorization')
  const endpointUrl = endpointUrls(world.issuer)[endpoint]
  const answer = await authenticateClient(world, { authorization, parameters, endpointUrl })
  return answer.ok ? answer : err(await countFailure(world, answer.reason))
}

/** What can be an id of ours or of an operator; anything else is noise that a stranger would write into our log. */
const PLAUSIBLE_ID = /^[\w.:@/-]{1,128}$/

/**
 * Failures alone are counted, by client and address: so nobody can lock a client out, and the right secret always works
 * (ASVS 6.3.1).
 */
async function countFailure(world: World, refusal: ClientRefusal): Promise<ClientRefusal> {
  const { key, cause, claimedId = '' } = refusal
  const clientId = PLAUSIBLE_ID.test(claimedId) ? claimedId : ''
  world.log.event('client_authentication_failed', { client_id: clientId, key, cause })
  const isOverLimit = await world.refusals.isOverLimit(`${clientId}|${world.ip}`)
  return isOverLimit ? { key: 'too_many_attempts' } : refusal
}
