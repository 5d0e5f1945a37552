/** Takes up a pushed request: only what was pushed counts, whatever else the browser brings along (RFC 9126 §4). */
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import {
  onPage,
  resumeRequest,
  type AcceptedRequest,
  type RequestRefusal,
} from '../authorization/accepted_request.ts'
import { openRequestUri } from './request_uri.ts'

export interface TakenUp {
  request: AcceptedRequest
  pushed: PendingAddress
}

/** @param uri one that `isPushedUri` */
export async function readRequestUri(
  world: World,
  uri: string,
  parameters: Parameters,
): Promise<Result<TakenUp, RequestRefusal>> {
  if (parameters.has('request')) return onPage(refuse('request_and_request_uri'))
  const clientId = parameters.get('client_id')
  if (clientId === undefined) return onPage(refuse('client_id_missing'))
  const client = await world.registry.client(clientId)
  if (!client) return onPage(refuse('client_unknown'))
  const address = await openRequestUri(await world.registry.keys(), uri)
  const found = address && (await world.pendings.pushed(address))
  // "the client_id … MUST be the same" (RFC 9126 §4, by RFC 9101 §5): that of another client is not there.
  if (!address || !found?.ok || found.value.clientId !== clientId) {
    return onPage(refuse('request_uri_unknown', causeOf(found)), client)
  }
  const { parameters: pushed } = found.value.request
  const request = resumeRequest(client, { parameters: pushed, spend: { kind: 'none' } })
  return request.ok ? ok({ request: request.value, pushed: address }) : onPage(request, client)
}

const causeOf = (found: Result<unknown, string> | undefined): Refusal['cause'] & string =>
  found === undefined ? 'forged' : found.ok ? 'client' : found.reason
