/** Authorization responses as JWTs: JARM, "JWT Secured Authorization Response Mode for OAuth 2.0". */
import { signJwt } from '../../crypto/own_jwt.ts'
import { currentSigningKey } from '../../crypto/tenant_keys.ts'
import type { Client } from '../../domain/client.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { World } from '../../stores/world.ts'

/** JARM names no type of its own, and some clients take no other. It has no `sub`, so it is no ID token. */
const TYP = 'JWT'

/** "A maximum JWT lifetime of 10 minutes is RECOMMENDED" (JARM §2.1). */
const LIFETIME: Seconds = 600

/**
 * The value of `response`: all parameters of a response, and for whom it is, from whom and until when (JARM §2.1).
 * @param parameters code or error and what belongs to it, without `iss`
 */
export async function signResponse(
  { issuer, now, registry, tally }: World,
  client: Client,
  parameters: Record<string, string>,
): Promise<string> {
  // "If unspecified, the default algorithm to use for signing authorization responses is RS256" (JARM §3).
  const alg = client.authorization_signed_response_alg ?? 'RS256'
  const key = currentSigningKey(await registry.keys(), alg)
  tally.signaturesMade++
  return signJwt(key, TYP, {
    ...parameters,
    iss: issuer,
    aud: client.client_id,
    exp: now + LIFETIME,
  })
}
