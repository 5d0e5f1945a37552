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

/**
 * The secrets of a client that work now, the current one first; none for a client that has none.
 * @throws Error where a record does not open
 */
export async function openClientSecrets(
  keys: TenantKeys,
  client: Client,
  now: Seconds,
): Promise<ClientSecret[]> {
  const working = client.secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
  return Promise.all(
    working.map(async (secret) => {
      const place = placeOf(keys, client.client_id, secret.id)
      const text = await openField(keys.restKey, secret.sealed, place)
      if (text === undefined) throw new Error(`a secret of ${client.client_id} does not open`)
      return text as ClientSecret
    }),
  )
}

const placeOf = (keys: TenantKeys, clientId: ClientId, row: string): Place => ({
  tenant: keys.tenant,
  table: 'clients',
  row: `${clientId} ${row}`,
  field: 'secret',
})
