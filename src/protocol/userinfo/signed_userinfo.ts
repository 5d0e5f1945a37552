/** Userinfo as a JWT, for clients that have registered an algorithm for it (OpenID Connect Core §5.3.2). */
import { signJwt } from '../../crypto/own_jwt.ts'
import { currentSigningKey } from '../../crypto/tenant_keys.ts'
import type { ClientId } from '../../kernel/ids.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { World } from '../../stores/world.ts'

/**
 * "If signed, the UserInfo Response MUST contain the Claims iss (issuer) and aud (audience) as members." It has no `typ`,
 * for none is registered, and is no ID token: neither to a client, for it does not expire, nor to us as a hint.
 * @returns undefined where the client takes plain JSON
 */
export async function signUserinfo(
  { issuer, registry, tally }: World,
  clientId: ClientId,
  claims: JsonObject,
): Promise<string | undefined> {
  const client = await registry.client(clientId)
  const alg = client?.userinfo_signed_response_alg
  if (alg === undefined) return undefined
  tally.signaturesMade++
  const key = currentSigningKey(await registry.keys(), alg)
  return signJwt(key, undefined, { ...claims, iss: issuer, aud: clientId })
}
