/** Pushed authorization requests (RFC 9126): judged when they are pushed, kept until a person comes with them. */
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { checkKey } from '../../rules/dpop/binding.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { AuthorizationParameters } from '../../spec/authorization_request.ts'
import type { World } from '../../stores/world.ts'
import type { AcceptedRequest } from '../authorization/accepted_request.ts'
import { readPushedRequest } from '../authorization/read_pushed_request.ts'
import type { AuthenticatedClient } from '../client_auth/authenticate_client.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { spendProof } from '../dpop/spend_proof.ts'
import { sealRequestUri } from './request_uri.ts'

/** The body of the answer, which is 201. */
export interface PushedAnswer {
  request_uri: string
  /** In seconds, until it is first opened. */
  expires_in: number
}

/**
 * @param proof of the key that the code is to be bound to (RFC 9449 §10.1)
 * @returns the answer, or a refusal, which is JSON: nothing that is pushed is answered to a browser
 */
export async function pushRequest(
  world: World,
  authenticated: AuthenticatedClient,
  parameters: Parameters,
  proof?: DpopProof,
): Promise<Result<PushedAnswer, Refusal>> {
  const read = await readPushedRequest(world, authenticated, parameters)
  if (!read.ok) return read
  const { client } = authenticated
  const bound = boundTo(read.value.parameters, proof)
  if (!bound.ok) return bound
  const spent = await spendProof(world, client.client_id, proof)
  if (!spent.ok) return spent
  if (!(await isFirstPush(world, read.value))) return refuse('request_object_spent')
  const { request_uri_lifetime: lifetime } = await world.registry.settings()
  const pushed = { parameters: bound.value }
  const address = await world.pendings.push(client.client_id, pushed, world.now + lifetime)
  const keys = await world.registry.keys()
  return ok({ request_uri: await sealRequestUri(keys, address), expires_in: lifetime })
}

/** "the authorization server MUST reject the request if the JWK Thumbprint in dpop_jkt does not match" (RFC 9449 §10.1). */
function boundTo(
  parameters: AuthorizationParameters,
  proof: DpopProof | undefined,
): Result<AuthorizationParameters, Refusal> {
  if (!proof) return ok(parameters)
  const matches = checkKey(parameters.dpop_jkt, proof)
  return matches.ok ? ok({ ...parameters, dpop_jkt: proof.jkt }) : matches
}

/** The `jti` of a pushed object is marked here; from now on the `request_uri` is what can be completed once. */
async function isFirstPush(
  { guards, attempt }: World,
  { spend, redirectable }: AcceptedRequest,
): Promise<boolean> {
  if (spend.kind === 'none') return true
  const { client_id: clientId } = redirectable.client
  return guards.spend(clientId, spend.kind, spend.key, attempt, spend.until)
}
