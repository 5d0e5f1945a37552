/** Verifies what a client is said to have signed, under the keys that it registered and under nothing else. */
import { verifyJws, type JwsFault, type UnverifiedJws, type VerifiedJws } from '../../crypto/jws.ts'
import {
  candidates,
  keyOfSecret,
  keysOfSet,
  type VerificationKey,
} from '../../crypto/verification_keys.ts'
import type { Client } from '../../domain/client.ts'
import type { Result } from '../../kernel/result.ts'
import { fetchedKeySet } from '../../stores/key_sets.ts'
import type { World } from '../../stores/world.ts'

/** The caller has made sure that the algorithm of the message is one that the client may use for it. */
export async function verifyByClient(
  world: World,
  client: Client,
  jws: UnverifiedJws,
): Promise<Result<VerifiedJws, JwsFault>> {
  const keys =
    jws.alg === 'HS256' ? await secretKeys(world, client) : await publicKeys(world, client, jws)
  return verifyJws(jws, candidates(keys, jws), () => {
    world.tally.signaturesVerified++
  })
}

async function secretKeys(world: World, client: Client): Promise<readonly VerificationKey[]> {
  const secrets = await world.registry.secretsOf(client)
  return secrets.map(keyOfSecret)
}

async function publicKeys(
  world: World,
  client: Client,
  { kid }: UnverifiedJws,
): Promise<readonly VerificationKey[]> {
  const set = client.jwks ?? (await fetchedKeySet(world, client))
  const keys = set ? keysOfSet(set) : []
  if (!client.jwks_uri || kid === undefined || keys.some((key) => key.kid === kid)) return keys
  const newer = await fetchedKeySet(world, client, true)
  return newer ? keysOfSet(newer) : []
}
