/** A change of a client's record: read, judged in its merged state, written only over what was read. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { Client } from '../../domain/client.ts'
import { err, type Result } from '../../kernel/result.ts'
import type { RegistrarWorld } from '../../stores/admin_world.ts'

/** `unknown`: no such client. `changed`: it is not what the caller, or we, have read. */
export type WriteRefusal = 'unknown' | 'changed'

export interface ClientChange<Extra> {
  client: Client
  audit: AuditEvent
  extra: Extra
}

const TRIES = 3

/**
 * Applies a change to the newest record. Without an expected revision the change is made again where somebody else was
 * quicker, so no write is lost.
 * @param change from the record as it stands to the record as it shall be
 */
export async function changeClient<Extra, Refusal>(
  world: RegistrarWorld,
  clientId: string,
  expectedRevision: number | null,
  change: (client: Client) => Promise<Result<ClientChange<Extra>, Refusal>>,
): Promise<Result<{ client: Client; extra: Extra }, Refusal | WriteRefusal>> {
  for (let tried = 1; ; tried++) {
    const client = await world.tenants.client(clientId)
    if (!client) return err('unknown')
    if (expectedRevision !== null && expectedRevision !== client.revision) return err('changed')
    const changed = await change(client)
    if (!changed.ok) return changed
    const { audit, extra } = changed.value
    const written = await world.tenants.replaceClient(changed.value.client, client.revision, audit)
    if (written.ok) return { ok: true, value: { client: written.value, extra } }
    const mayTryAgain = expectedRevision === null && tried < TRIES
    if (written.reason === 'unknown' || !mayTryAgain) return written
  }
}
