/** A client's secret: made by us, never chosen, at least 256 bits (RFC 7518 §3.2), and kept sealed. */
import { sealClientSecret } from '../../crypto/client_secrets.ts'
import type { SealedSecret } from '../../domain/client.ts'
import { newClientSecret, type ClientId, type ClientSecret } from '../../kernel/ids.ts'
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
