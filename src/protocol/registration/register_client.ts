/** A new client (RFC 7591 §3). */
import { newClientId } from '../../crypto/client_id.ts'
import type { Client } from '../../domain/client.ts'
import type { ClientId, ClientSecret } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { needsSecret } from '../../rules/client_metadata.ts'
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import type { ClientRegistration } from '../../spec/admin/clients.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { makeClientSecret, type MadeSecret } from './client_secret.ts'
import { registeredMetadata } from './registered_metadata.ts'

/** A client as it was written, and its secret if one has just been made. */
export interface WrittenClient {
  client: Client
  secret?: ClientSecret
}

/** Registers a client, with a secret where its metadata needs one. */
export async function registerClient(
  world: AdminWorld,
  given: ClientRegistration,
): Promise<Result<WrittenClient, MetadataRefusal>> {
  const clientId = await newClientId(await world.registry.keys())
  const metadata = await registeredMetadata(world, clientId, {}, given)
  if (!metadata.ok) return metadata
  const made = needsSecret(metadata.value) ? await makeClientSecret(world, clientId) : undefined
  const event = adminEvent(world, 'client.created', { client_id: clientId })
  const created = await world.tenants.createClient(
    newClient(world, clientId, metadata.value, made),
    event,
  )
  if (!created.ok) throw new Error('a random client_id was drawn twice')
  return ok({ client: created.value, ...(made && { secret: made.secret }) })
}

const newClient = (
  world: AdminWorld,
  clientId: ClientId,
  metadata: ClientMetadata,
  made: MadeSecret | undefined,
): Client => ({
  ...metadata,
  schema: 1,
  tenant: world.tenant,
  client_id: clientId,
  secrets: made ? [made.record] : [],
  disabled: false,
  epoch: 0,
  createdAt: world.now,
  updatedAt: world.now,
  // Counted by the Tenant object when it writes.
  revision: 0,
})
