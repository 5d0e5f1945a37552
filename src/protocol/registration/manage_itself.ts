/** A client that reads, replaces and deletes what it has registered (RFC 7592 §2), by its registration access token. */
import type { Client } from '../../domain/client.ts'
import type { OwnRegistration } from '../../domain/registration.ts'
import { equalSecrets, sha256base64url } from '../../kernel/digest.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { ownEvent } from '../../notify/admin_audit.ts'
import { metadataFault, type MetadataRefusal } from '../../rules/metadata_refusal.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { notItsOwn, registrationUnder, termsFault } from '../../rules/registration_terms.ts'
import { ANSWERED_ALONE, type SelfRegistration } from '../../spec/registration.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { RegistrarWorld } from '../../stores/admin_world.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import { apart } from './amend_client.ts'
import { changeClient, type ClientChange } from './change_client.ts'
import { secretsUnder, type MadeSecret } from './client_secret.ts'
import type { SelfRegistered } from './register_itself.ts'
import { registeredMetadata } from './registered_metadata.ts'

/** A client that has registered itself. */
export interface OwnClient extends Client {
  registration: OwnRegistration
}

/**
 * The client that an address names, if the token is its own. "If the client does not exist on this server, the server
 * MUST respond with HTTP 401 Unauthorized" (RFC 7592 §2.1): so all that is wrong is one answer.
 */
export async function ownClient(
  world: RegistrarWorld,
  clientId: string,
  token: string | undefined,
): Promise<Result<OwnClient, Refusal>> {
  if (token === undefined) return refuse('registration_access_token_missing')
  const known = await world.registry.client(clientId)
  if (!known) return refuse('registration_access_token_invalid', 'client')
  return withFreshClient(world, known, (client) => checkToken(client, token))
}

async function checkToken(client: Client, token: string): Promise<Result<OwnClient, Refusal>> {
  const { registration } = client
  const hash = await sha256base64url(token)
  return registration && (await equalSecrets(hash, registration.tokenHash))
    ? ok({ ...client, registration })
    : refuse('registration_access_token_invalid', 'token')
}

/**
 * Replaces the metadata of a client: "Omitted fields MUST be treated as null values by the server" (RFC 7592 §2.2).
 * @param body as it was sent, of which `said` is what we understand
 */
export async function replaceItself(
  world: RegistrarWorld,
  own: OwnClient,
  registrationAccessToken: string,
  { body, said }: { body: JsonObject; said: SelfRegistration },
): Promise<Result<SelfRegistered, Refusal | MetadataRefusal>> {
  const isOverLimit = await world.refusals.isOverLimit(`registration|${own.client_id}`)
  if (isOverLimit) return refuse('registrations_too_many', 'client')
  const fault = await identityFault(world, own, body)
  if (fault) return err(fault)
  const written = await changeClient(world, own.client_id, null, (client) =>
    replaced(world, client, registrationAccessToken, said),
  )
  if (!written.ok) {
    if (typeof written.reason === 'object') return err(written.reason)
    return written.reason === 'unknown'
      ? refuse('registration_access_token_invalid', 'client')
      : refuse('try_again')
  }
  const { client, extra } = written.value
  return ok({ client, ...(extra && { secret: extra.secret }), registrationAccessToken })
}

/** What an update must say of itself, and what it must not (RFC 7592 §2.2). */
async function identityFault(
  { registry }: RegistrarWorld,
  own: OwnClient,
  body: JsonObject,
): Promise<MetadataRefusal | undefined> {
  if (body['client_id'] !== own.client_id) {
    return metadataFault('client_id', 'must be that of this client')
  }
  const answered = ANSWERED_ALONE.find((member) => Object.hasOwn(body, member))
  if (answered)
    return metadataFault(answered, 'must not be sent: it is not the client that sets it')
  const { client_secret: secret } = body
  if (secret === undefined || secret === null) return undefined
  // "the value of this field MUST match the currently issued client secret" (§2.2).
  const [current = ''] = await registry.secretsOf(own)
  return typeof secret === 'string' && current !== '' && (await equalSecrets(secret, current))
    ? undefined
    : metadataFault('client_secret', 'must be the one that was issued: a client does not choose it')
}

async function replaced(
  world: RegistrarWorld,
  client: Client,
  token: string,
  said: SelfRegistration,
): Promise<Result<ClientChange<MadeSecret | undefined>, Refusal | MetadataRefusal>> {
  // Judged by the very record that is replaced: it may have been disabled since, or its token withdrawn.
  const own = client.disabled
    ? refuse('registration_access_token_invalid', 'disabled')
    : await checkToken(client, token)
  if (!own.ok) return own
  const { terms } = own.value.registration
  const { metadata: standing, record } = apart(client)
  const kept = notItsOwn(terms, standing)
  const asked = { ...registrationUnder(terms, said), ...kept }
  const metadata = await registeredMetadata(world, client.client_id, {}, asked)
  if (!metadata.ok) return metadata
  const fault = termsFault(terms, metadata.value, standing)
  if (fault) return err(fault)
  const { made, secrets } = await secretsUnder(world, client, metadata.value)
  const detail = { fields: Object.keys(said) }
  const audit = ownEvent(world, 'client.updated', client.client_id, detail)
  return ok({ client: { ...record, ...metadata.value, secrets }, audit, extra: made })
}

/** "invalidating its client_id, client_secret, and registration_access_token", and with them all that was granted (§2.3). */
export async function deleteItself(
  world: RegistrarWorld,
  { client_id: clientId }: OwnClient,
): Promise<Result<null, Refusal>> {
  const event = ownEvent(world, 'client.deleted', clientId)
  const deleted = await world.tenants.deleteClient(clientId, null, event)
  return deleted.ok ? ok(null) : refuse('registration_access_token_invalid', 'client')
}
