/** A new secret; the old one may go on for a while beside it, so that an app can be deployed without a gap. */
import type { Client, SealedSecret } from '../../domain/client.ts'
import type { Seconds } from '../../kernel/clock.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { needsSecret } from '../../rules/client_metadata.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { changeClient, type ClientChange, type WriteRefusal } from './change_client.ts'
import { makeClientSecret, type MadeSecret } from './client_secret.ts'
import type { WrittenClient } from './register_client.ts'

/** @param overlap for how long the old secret still works, in seconds; 0 ends it at once */
export async function rotateSecret(
  world: AdminWorld,
  clientId: string,
  overlap: Seconds,
  expectedRevision: number | null,
): Promise<Result<WrittenClient, 'no_secret' | WriteRefusal>> {
  const written = await changeClient(world, clientId, expectedRevision, (client) =>
    rotated(world, client, overlap),
  )
  if (!written.ok) return written
  return ok({ client: written.value.client, secret: written.value.extra.secret })
}

async function rotated(
  world: AdminWorld,
  client: Client,
  overlap: Seconds,
): Promise<Result<ClientChange<MadeSecret>, 'no_secret'>> {
  if (!needsSecret(client)) return err('no_secret')
  const made = await makeClientSecret(world, client.client_id)
  const secrets = [made.record, ...outgoing(client.secrets, world.now, overlap)]
  const audit = adminEvent(world, 'client.secret_rotated', {
    client_id: client.client_id,
    detail: { overlap },
  })
  return ok({ client: { ...client, secrets }, audit, extra: made })
}

/** The secret that is being replaced, until its overlap ends. Whatever it had replaced itself ends now. */
function outgoing(secrets: SealedSecret[], now: Seconds, overlap: Seconds): SealedSecret[] {
  const current = secrets.find((secret) => secret.expiresAt === null)
  return current && overlap > 0 ? [{ ...current, expiresAt: now + overlap }] : []
}
