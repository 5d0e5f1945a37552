/** The back door: a client that has authenticated pushes its request, plain or signed (RFC 9126 §2.1, §3). */
import type { Client } from '../../domain/client.ts'
import type { Parameters } from '../../kernel/form.ts'
import { err, type Result } from '../../kernel/result.ts'
import { judgeAtDoor } from '../../rules/matrix.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { claimedParameters, formParameters } from '../../spec/authorization_request_parser.ts'
import type { World } from '../../stores/world.ts'
import type { AuthenticatedClient } from '../client_auth/authenticate_client.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import { acceptRequest, type AcceptedRequest } from './accepted_request.ts'
import { readSignedRequest } from './signed_request.ts'

/**
 * Reads the body of a push. What its `spend` names is marked by the caller before it answers: from then on the
 * `request_uri` is what is completed once. Every refusal is JSON.
 */
export async function readPushedRequest(
  world: World,
  { client }: AuthenticatedClient,
  parameters: Parameters,
): Promise<Result<AcceptedRequest, Refusal>> {
  // "The request_uri authorization request parameter … MUST NOT be provided" (RFC 9126 §2.1).
  if (parameters.has('request_uri')) return refuse('request_uri_pushed')
  return withFreshClient(world, client, (record) => readPushOf(world, record, parameters))
}

async function readPushOf(
  world: World,
  client: Client,
  parameters: Parameters,
): Promise<Result<AcceptedRequest, Refusal>> {
  const { issuer, mailer } = world
  const settings = await world.registry.settings()
  const request = parameters.get('request')
  const road = request === undefined ? 'pushed_plain' : 'pushed_by_value'
  const atDoor = judgeAtDoor({ client, settings }, road)
  if (!atDoor.ok) return atDoor
  const asked = { client, settings, issuer, hasMail: mailer !== null, road } as const
  if (request === undefined) {
    return asJson(acceptRequest({ ...asked, spend: { kind: 'none' } }, formParameters(parameters)))
  }
  // "All other request parameters … MUST appear as claims of the JWT" (RFC 9126 §3): beside it they do not count.
  const signed = await readSignedRequest(world, client, settings, request)
  if (!signed.ok) return signed
  const { claims, ...signature } = signed.value
  return asJson(acceptRequest({ ...asked, ...signature }, claimedParameters(claims)))
}

const asJson = <T>(read: Result<T, { refusal: Refusal }>): Result<T, Refusal> =>
  read.ok ? read : err(read.reason.refusal)
