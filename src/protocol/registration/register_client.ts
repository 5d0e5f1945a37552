/** A new client (RFC 7591 §3). */
import { newClientId } from '../../crypto/client_id.ts'
import type { Client, SealedSecret } from '../../domain/client.ts'
import type { ClientId, ClientSecret } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import type { ClientRegistration } from '../../spec/admin/clients.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import type { World } from '../../stores/world.ts'
import { secretsUnder } from './client_secret.ts'
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
  const { made, secrets } = await secretsUnder(
    world,
    { client_id: clientId, secrets: [] },
    metadata.value,
  )
  const event = adminEvent(world, 'client.created', { client_id: clientId })
  const created = await world.tenants.createClient(
    newClient(world, clientId, metadata.value, secrets),
    event,
  )
  if (!created.ok) throw new Error('a random client_id was drawn twice')
  return ok({ client: created.value, ...(made && { secret: made.secret }) })
}

/** The record of a client that was never written. */
export const newClient = (
  world: World,
  clientId: ClientId,
  metadata: ClientMetadata,
  secrets: SealedSecret[],
): Client => ({
  ...metadata,
  schema: 1,
  tenant: world.tenant,
  client_id: clientId,
  secrets,
  disabled: false,
  epoch: 0,
  createdAt: world.now,
  updatedAt: world.now,
  // Counted by the Tenant object when it writes.
  revision: 0,
})
