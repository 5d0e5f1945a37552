/** A client that registers itself (RFC 7591 §3, OpenID Connect Registration §3), by leave of a token or of the tenant. */
import { newClientId } from '../../crypto/client_id.ts'
import type { Client } from '../../domain/client.ts'
import { OPEN_TERMS, type RegistrationTerms } from '../../domain/registration.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import type { ClientSecret } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { err, ok, unreachable, type Result } from '../../kernel/result.ts'
import { ownEvent } from '../../notify/admin_audit.ts'
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { registrationUnder, termsFault } from '../../rules/registration_terms.ts'
import type { SelfRegistration } from '../../spec/registration.ts'
import type { RegistrarWorld } from '../../stores/admin_world.ts'
import { secretsUnder } from './client_secret.ts'
import { initialAccessTokenId } from './initial_access_token.ts'
import { newClient } from './register_client.ts'
import { registeredMetadata } from './registered_metadata.ts'

/** A client as it is told of itself. */
export interface SelfRegistered {
  client: Client
  /** Where one has just been made. */
  secret?: ClientSecret
  registrationAccessToken: string
}

/** By whose leave a client comes: that of an initial access token, or of nobody. */
export interface Leave {
  terms: RegistrationTerms
  initialAccessToken: string | null
}

/**
 * @param token as it was sent; undefined where none was
 * @returns the terms, or why there are none. Whether the token is used up is decided when the client is written.
 */
export async function readLeave(
  world: RegistrarWorld,
  token: string | undefined,
): Promise<Result<Leave, Refusal>> {
  const { registration: mode } = await world.registry.settings()
  if (mode !== 'open' && mode !== 'token') return refuse('registration_closed')
  if (token === undefined) {
    if (mode === 'token') return refuse('initial_access_token_missing')
    const isOverLimit = await world.refusals.isOverLimit(`registration|${world.ip}`)
    return isOverLimit
      ? refuse('registrations_too_many', 'source')
      : ok({ terms: OPEN_TERMS, initialAccessToken: null })
  }
  const id = await initialAccessTokenId(await world.registry.keys(), token)
  if (id === undefined) return refuse('initial_access_token_invalid', 'envelope')
  const record = await world.tenants.initialAccessToken(id)
  return record
    ? ok({ terms: record.terms, initialAccessToken: id })
    : refuse('initial_access_token_invalid', 'unknown')
}

/** Registers a client under the terms that it was given leave by. */
export async function registerItself(
  world: RegistrarWorld,
  { terms, initialAccessToken }: Leave,
  said: SelfRegistration,
): Promise<Result<SelfRegistered, Refusal | MetadataRefusal>> {
  const clientId = await newClientId(await world.registry.keys())
  const metadata = await registeredMetadata(world, clientId, {}, registrationUnder(terms, said))
  if (!metadata.ok) return metadata
  const fault = termsFault(terms, metadata.value)
  if (fault) return err(fault)
  const unborn = { client_id: clientId, secrets: [] }
  const { made, secrets } = await secretsUnder(world, unborn, metadata.value)
  const registrationAccessToken = `registration_${randomToken(32)}`
  const tokenHash = await sha256base64url(registrationAccessToken)
  const client = {
    ...newClient(world, clientId, metadata.value, secrets),
    registration: { tokenHash, initialAccessToken, terms },
  }
  const detail = { initial_access_token: initialAccessToken ?? 'none' }
  const event = ownEvent(world, 'client.created', clientId, detail)
  const admitted = await world.tenants.admitClient(client, event)
  if (!admitted.ok) return refuseAdmission(admitted.reason)
  const secret = made && { secret: made.secret }
  return ok({ client: admitted.value, ...secret, registrationAccessToken })
}

function refuseAdmission(reason: 'exists' | 'closed' | 'no_leave' | 'too_many') {
  switch (reason) {
    case 'closed':
      return refuse('registration_closed', 'meanwhile')
    case 'no_leave':
      return refuse('initial_access_token_invalid', 'no_leave')
    case 'too_many':
      return refuse('registrations_too_many', 'tenant')
    case 'exists':
      throw new Error('a random client_id was drawn twice')
    default:
      return unreachable(reason)
  }
}
