/**
 * The front door: who asks, signed or plain, and whether every rule accepts it. Only what is inside a request object
 * counts: "The authorization server MUST only use the parameters in the Request Object" (RFC 9101 §6.3).
 */
import type { Client } from '../../domain/client.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { judgeAtDoor } from '../../rules/matrix.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { claimedParameters, formParameters } from '../../spec/authorization_request_parser.ts'
import type { World } from '../../stores/world.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import {
  acceptRequest,
  onPage,
  type AcceptedRequest,
  type RequestRefusal,
} from './accepted_request.ts'
import { fetchRequestObject } from './fetch_request_object.ts'
import { readSignedRequest } from './signed_request.ts'

/** What fits into a URL everywhere on the way of a browser. */
const LONGEST_REQUEST = 12 * 1024

/**
 * Reads the parameters of `/oauth/authorize`. A `request_uri` that we issued is none of this function's business: it
 * was read when it was pushed.
 */
export async function readAuthorizationRequest(
  world: World,
  parameters: Parameters,
): Promise<Result<AcceptedRequest, RequestRefusal>> {
  const clientId = parameters.get('client_id')
  if (clientId === undefined) return onPage(refuse('client_id_missing'))
  // RFC 9101 §5: a request comes by value or by reference, never both.
  if (parameters.has('request') && parameters.has('request_uri')) {
    return onPage(refuse('request_and_request_uri'))
  }
  const client = await world.registry.client(clientId)
  if (!client) return onPage(refuse('client_unknown'))
  return withFreshClient(world, client, (record) => readRequestOf(world, record, parameters))
}

async function readRequestOf(
  world: World,
  client: Client,
  parameters: Parameters,
): Promise<Result<AcceptedRequest, RequestRefusal>> {
  const { issuer, mailer } = world
  const settings = await world.registry.settings()
  const isPlain = !parameters.has('request') && !parameters.has('request_uri')
  const road = isPlain ? 'plain' : 'by_value'
  const atDoor = judgeAtDoor({ client, settings }, road)
  if (!atDoor.ok) return onPage(atDoor, client)
  const asked = { client, settings, issuer, hasMail: mailer !== null, road } as const
  if (isPlain) {
    return acceptRequest({ ...asked, spend: { kind: 'none' } }, formParameters(parameters))
  }
  const request = await requestObjectOf(world, client, settings, parameters)
  if (!request.ok) return onPage(request, client)
  const signed = await readSignedRequest(world, client, settings, request.value)
  if (!signed.ok) return onPage(signed, client)
  const { claims, ...signature } = signed.value
  return acceptRequest({ ...asked, ...signature }, claimedParameters(claims))
}

/** The object itself, whether it was sent or only said where it is: from here on there is no difference. */
async function requestObjectOf(
  world: World,
  client: Client,
  settings: TenantSettings,
  parameters: Parameters,
): Promise<Result<string, Refusal>> {
  const uri = parameters.get('request_uri')
  if (uri !== undefined) return fetchRequestObject(world, client, settings, uri)
  const request = parameters.get('request') ?? ''
  return request.length > LONGEST_REQUEST ? refuse('request_too_long') : ok(request)
}
