/** A client's secret: made by us, never chosen, at least 256 bits (RFC 7518 §3.2), and kept sealed. */
import { sealClientSecret } from '../../crypto/client_secrets.ts'
import type { Client, SealedSecret } from '../../domain/client.ts'
import { newClientSecret, type ClientId, type ClientSecret } from '../../kernel/ids.ts'
import { needsSecret } from '../../rules/client_metadata.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { World } from '../../stores/world.ts'

export interface MadeSecret {
  /** Shown once. */
  secret: ClientSecret
  record: SealedSecret
}

export async function makeClientSecret(world: World, clientId: ClientId): Promise<MadeSecret> {
  const secret = newClientSecret()
  const keys = await world.registry.keys()
  return { secret, record: await sealClientSecret(keys, clientId, secret, world.now) }
}

/** What a client's secrets become with its metadata: one is made where it needs one, and none is kept that it does not. */
export async function secretsUnder(
  world: World,
  { client_id: clientId, secrets }: Pick<Client, 'client_id' | 'secrets'>,
  metadata: ClientMetadata,
): Promise<{ made: MadeSecret | undefined; secrets: SealedSecret[] }> {
  if (!needsSecret(metadata)) return { made: undefined, secrets: [] }
  if (secrets.length > 0) return { made: undefined, secrets }
  const made = await makeClientSecret(world, clientId)
  return { made, secrets: [made.record] }
}
