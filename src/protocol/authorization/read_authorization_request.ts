/**
 * The front door: who asks, by value or plain, and whether every rule accepts it. Only what is inside a request object
 * counts: "The authorization server MUST only use the parameters in the Request Object" (RFC 9101 §6.3).
 */
import type { Client } from '../../domain/client.ts'
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
  const references = checkReferences(parameters)
  if (!references.ok) return onPage(references)
  const client = await world.registry.client(clientId)
  if (!client) return onPage(refuse('client_unknown'))
  return withFreshClient(world, client, (record) => readRequestOf(world, record, parameters))
}

/** RFC 9101 §5: a request comes by value or by reference, never both; and a foreign reference is never fetched. */
function checkReferences(parameters: Parameters): Result<null, Refusal> {
  if (!parameters.has('request_uri')) return ok(null)
  return parameters.has('request')
    ? refuse('request_and_request_uri')
    : refuse('request_uri_unsupported')
}

async function readRequestOf(
  world: World,
  client: Client,
  parameters: Parameters,
): Promise<Result<AcceptedRequest, RequestRefusal>> {
  const settings = await world.registry.settings()
  const request = parameters.get('request')
  const road = request === undefined ? 'plain' : 'by_value'
  const atDoor = judgeAtDoor({ client, settings }, road)
  if (!atDoor.ok) return onPage(atDoor, client)
  if (request === undefined) {
    const asked = { client, settings, road, spend: { kind: 'none' } } as const
    return acceptRequest(asked, formParameters(parameters))
  }
  if (request.length > LONGEST_REQUEST) return onPage(refuse('request_too_long'), client)
  const signed = await readSignedRequest(world, client, settings, request)
  if (!signed.ok) return onPage(signed, client)
  const { claims, ...signature } = signed.value
  return acceptRequest({ client, settings, road, ...signature }, claimedParameters(claims))
}
