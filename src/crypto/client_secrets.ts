/**
 * Client secrets at rest. They are sealed, not hashed: HS256 needs the very bytes back. They are sealed with the ring's
 * rest key, which never rotates, so neither a rotation of the sealing keys nor one of the master keys touches a client.
 */
import type { Client, SealedSecret } from '../domain/client.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId, ClientSecret } from '../kernel/ids.ts'
import { randomToken } from '../kernel/random.ts'
import { openField, sealField, type Place } from './sealed_field.ts'
import type { TenantKeys } from './tenant_keys.ts'

/** The record of a secret that works from now on and until it is replaced. */
export async function sealClientSecret(
  keys: TenantKeys,
  clientId: ClientId,
  secret: ClientSecret,
  now: Seconds,
): Promise<SealedSecret> {
  const id = randomToken(8)
  const sealed = await sealField(keys.restKey, secret, placeOf(keys, clientId, id))
  return { id, sealed, createdAt: now, expiresAt: null }
}

export interface OpenClientSecret {
  secret: ClientSecret
  /** When it stops to work; null for the current one. */
  expiresAt: Seconds | null
}

/**
 * All secrets of a client, the current one first; whoever uses one asks whether it still works.
 * @throws Error where a record does not open
 */
export function openClientSecrets(keys: TenantKeys, client: Client): Promise<OpenClientSecret[]> {
  return Promise.all(
    client.secrets.map(async ({ id, sealed, expiresAt }) => {
      const text = await openField(keys.restKey, sealed, placeOf(keys, client.client_id, id))
      if (text === undefined) throw new Error(`a secret of ${client.client_id} does not open`)
      return { secret: text as ClientSecret, expiresAt }
    }),
  )
}

const placeOf = (keys: TenantKeys, clientId: ClientId, row: string): Place => ({
  tenant: keys.tenant,
  table: 'clients',
  row: `${clientId} ${row}`,
  field: 'secret',
})
