/** A refusal is only ever given on the newest record: a client works the moment it is registered or rotated. */
import type { Client } from '../../domain/client.ts'
import type { Result } from '../../kernel/result.ts'
import type { World } from '../../stores/world.ts'

/**
 * Judges a client by the record at hand and, if it is refused and the record has changed meanwhile, once more by the
 * new one. The judgement must have no effects.
 */
export async function withFreshClient<T, R>(
  world: World,
  known: Client,
  judge: (client: Client) => Promise<Result<T, R>>,
): Promise<Result<T, R>> {
  const first = await judge(known)
  if (first.ok) return first
  const fresh = await world.registry.freshClient(known.client_id)
  return fresh && fresh.revision !== known.revision ? judge(fresh) : first
}
