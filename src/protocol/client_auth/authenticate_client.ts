/**
 * Who calls: one of the methods of OpenID Connect Core §9, and only the one that the client has registered. What proves
 * nothing is answered the same and as slowly whether there is such a client or not.
 */
import type { Client } from '../../domain/client.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { REFUSALS, refuse, type Refusal } from '../../rules/refusals.ts'
import type { ClientAuthenticationMethod } from '../../spec/client_metadata.ts'
import type { World } from '../../stores/world.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import { clientSecretBasic } from './client_secret_basic.ts'
import { clientSecretJwt } from './client_secret_jwt.ts'
import { clientSecretPost } from './client_secret_post.ts'
import type {
  AuthenticationMethod,
  AuthenticationRequest,
  Credentials,
  Proof,
} from './credentials.ts'
import { none } from './none.ts'
import { privateKeyJwt } from './private_key_jwt.ts'

declare const authenticated: unique symbol

/** A client that has proven that it is itself, in the way that it registered. Made by `authenticateClient` alone. */
export interface AuthenticatedClient {
  readonly [authenticated]: true
  readonly client: Client
  readonly method: ClientAuthenticationMethod
}

export interface ClientRefusal extends Refusal {
  /**
   * "If the client attempted to authenticate via the Authorization request header field, the authorization server MUST
   * … include the WWW-Authenticate response header field matching the authentication scheme" (RFC 6749 §5.2).
   */
  readonly challenge?: 'Basic'
  /** Which client the request says that it is of: for logs and counters, and worth nothing else. */
  readonly claimedId?: string
}

const METHODS = [clientSecretBasic, clientSecretPost, clientSecretJwt, privateKeyJwt] as const

/** @returns the client; or a refusal, whose error is invalid_client (401) or invalid_request (400) */
export async function authenticateClient(
  world: World,
  request: AuthenticationRequest,
): Promise<Result<AuthenticatedClient, ClientRefusal>> {
  const presented = readCredentials(request)
  const answer = presented.ok ? await identify(world, presented.value, request) : presented
  if (answer.ok) return answer
  const claimedId = presented.ok ? presented.value.clientId : undefined
  const isUnproven = REFUSALS[answer.reason.key].error === 'invalid_client'
  const isChallenged = isUnproven && request.authorization !== undefined
  return err({
    ...answer.reason,
    ...(isChallenged && { challenge: 'Basic' as const }),
    ...(claimedId !== undefined && { claimedId }),
  })
}

interface Presented extends Credentials {
  method: AuthenticationMethod
}

async function identify(
  world: World,
  presented: Presented,
  request: AuthenticationRequest,
): Promise<Result<AuthenticatedClient, Refusal>> {
  const { method, clientId, proof } = presented
  const client = clientId === undefined ? undefined : await world.registry.client(clientId)
  if (!client) {
    await method.pretend(proof)
    return refuse('client_authentication_failed', clientId ? 'client' : 'credentials')
  }
  const proven = await withFreshClient(world, client, (record) =>
    prove(world, record, presented, request),
  )
  return proven.ok ? spendProof(world, proven.value, method.name) : proven
}

/** "The client MUST NOT use more than one authentication method in each request" (RFC 6749 §2.3). */
function readCredentials(request: AuthenticationRequest): Result<Presented, Refusal> {
  const found = METHODS.flatMap((method) => {
    const credentials = method.read(request)
    return credentials ? [{ method, ...credentials }] : []
  })
  if (found.length > 1) return refuse('client_authentication_ambiguous')
  const anonymous = none.read(request)
  const [presented = anonymous && { method: none, ...anonymous }] = found
  if (!presented) return refuse('client_authentication_missing')
  // A client_id beside the credentials "MUST identify the same client" (RFC 7521 §4.2).
  const { clientId } = presented
  return clientId === (request.parameters.get('client_id') ?? clientId)
    ? ok(presented)
    : refuse('client_authentication_failed', 'client_id')
}

interface ProvenClient extends Proof {
  client: Client
}

async function prove(
  world: World,
  client: Client,
  { method, proof }: Presented,
  request: AuthenticationRequest,
): Promise<Result<ProvenClient, Refusal>> {
  if (client.token_endpoint_auth_method !== method.name) {
    await method.pretend(proof)
    return refuse('client_authentication_failed', 'method')
  }
  const proven = await method.prove(world, client, proof, request)
  return proven.ok ? ok({ ...proven.value, client }) : proven
}

/** Last of all: an assertion that was refused for another reason has not been used. */
async function spendProof(
  { guards, attempt }: World,
  { client, spend }: ProvenClient,
  method: ClientAuthenticationMethod,
): Promise<Result<AuthenticatedClient, Refusal>> {
  const isFirst =
    !spend ||
    (await guards.spend(client.client_id, 'client_assertion', spend.key, attempt, spend.until))
  return isFirst ? ok({ client, method } as AuthenticatedClient) : refuse('client_assertion_spent')
}
