/** `PATCH` of a client: some fields, judged together with all that stand. */
import type { Client } from '../../domain/client.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import type { ClientPatch } from '../../spec/admin/clients.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { changeClient, type ClientChange, type WriteRefusal } from './change_client.ts'
import { secretsUnder, type MadeSecret } from './client_secret.ts'
import type { WrittenClient } from './register_client.ts'
import { registeredMetadata } from './registered_metadata.ts'

/**
 * Changes a client. Where the change makes a secret necessary, one is made and answered; where none is needed any more,
 * those that stand are dropped.
 */
export async function amendClient(
  world: AdminWorld,
  clientId: string,
  patch: ClientPatch,
  expectedRevision: number | null,
): Promise<Result<WrittenClient, MetadataRefusal | WriteRefusal>> {
  const written = await changeClient(world, clientId, expectedRevision, (client) =>
    amended(world, client, patch),
  )
  if (!written.ok) return written
  const { client, extra } = written.value
  return ok({ client, ...(extra && { secret: extra.secret }) })
}

async function amended(
  world: AdminWorld,
  client: Client,
  patch: ClientPatch,
): Promise<Result<ClientChange<MadeSecret | undefined>, MetadataRefusal>> {
  const { disabled = client.disabled, ...fields } = patch
  const audit = adminEvent(world, 'client.updated', {
    client_id: client.client_id,
    detail: { fields: Object.keys(patch), ...(patch.disabled !== undefined && { disabled }) },
  })
  // Switching a client off must not depend on whether its old metadata would be accepted today.
  if (Object.keys(fields).length === 0) {
    return ok({ client: { ...client, disabled }, audit, extra: undefined })
  }
  const { metadata: standing, record } = apart(client)
  const metadata = await registeredMetadata(world, client.client_id, standing, fields)
  if (!metadata.ok) return metadata
  const { made, secrets } = await secretsUnder(world, client, metadata.value)
  return ok({
    client: { ...record, ...metadata.value, disabled, secrets },
    audit,
    extra: made,
  })
}

/** What the client registered, and what is ours to keep. A member that this version does not know stays where it is. */
export function apart(client: Client): {
  metadata: ClientMetadata
  record: Omit<Client, keyof ClientMetadata>
} {
  const { schema, tenant, client_id, secrets, disabled, epoch, createdAt, updatedAt, ...rest } =
    client
  const { revision, registration, ...metadata } = rest
  const kept = {
    schema,
    tenant,
    client_id,
    secrets,
    disabled,
    epoch,
    ...(registration && { registration }),
  }
  return { metadata, record: { ...kept, createdAt, updatedAt, revision } }
}
