/** Pushed authorization requests (RFC 9126): judged when they are pushed, kept until a person comes with them. */
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { World } from '../../stores/world.ts'
import type { AcceptedRequest } from '../authorization/accepted_request.ts'
import { readPushedRequest } from '../authorization/read_pushed_request.ts'
import type { AuthenticatedClient } from '../client_auth/authenticate_client.ts'
import { sealRequestUri } from './request_uri.ts'

/** The body of the answer, which is 201. */
export interface PushedAnswer {
  request_uri: string
  /** In seconds, until it is first opened. */
  expires_in: number
}

/** @returns the answer, or a refusal, which is JSON: nothing that is pushed is answered to a browser */
export async function pushRequest(
  world: World,
  authenticated: AuthenticatedClient,
  parameters: Parameters,
): Promise<Result<PushedAnswer, Refusal>> {
  const read = await readPushedRequest(world, authenticated, parameters)
  if (!read.ok) return read
  const { client } = authenticated
  if (!(await isFirstPush(world, read.value))) return refuse('request_object_spent')
  const { request_uri_lifetime: lifetime } = await world.registry.settings()
  const pushed = { parameters: read.value.parameters }
  const address = await world.pendings.push(client.client_id, pushed, world.now + lifetime)
  const keys = await world.registry.keys()
  return ok({ request_uri: await sealRequestUri(keys, address), expires_in: lifetime })
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
