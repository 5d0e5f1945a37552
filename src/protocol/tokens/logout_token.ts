/** Logout tokens (OpenID Connect Back-Channel Logout §2.4): that a session has ended, told to one client that knows it. */
import { signJwt } from '../../crypto/own_jwt.ts'
import { currentSigningKey } from '../../crypto/tenant_keys.ts'
import type { Client } from '../../domain/client.ts'
import type { LogoutNotice } from '../../domain/logout_notice.ts'
import { MINUTE } from '../../kernel/clock.ts'
import { randomToken } from '../../kernel/random.ts'
import type { World } from '../../stores/world.ts'
import { sidOf } from './sid.ts'

/** Explicit, so that a logout token passes for nothing else: "logout+jwt" (§2.4, RFC 8725 §3.11). */
const TYP = 'logout+jwt'
const EVENT = 'http://schemas.openid.net/event/backchannel-logout'
/** "preferably at most two minutes in the future, to prevent captured Logout Tokens from being replayable" (§4). */
const LIFETIME = 2 * MINUTE

export type LogoutWorld = Pick<World, 'issuer' | 'now' | 'registry' | 'outbound' | 'log' | 'tally'>

/** Signed as the client's ID tokens are, with the same `sub` and `sid`; a new one for every attempt. */
export async function issueLogoutToken(
  { issuer, now, registry, tally }: LogoutWorld,
  client: Client,
  { sub, sessionId }: LogoutNotice,
): Promise<string> {
  const keys = await registry.keys()
  const key = currentSigningKey(keys, client.id_token_signed_response_alg)
  tally.signaturesMade++
  return signJwt(key, TYP, {
    iss: issuer,
    sub,
    aud: client.client_id,
    iat: now,
    exp: now + LIFETIME,
    jti: randomToken(),
    sid: await sidOf(keys, sessionId, client.client_id),
    events: { [EVENT]: {} },
  })
}
