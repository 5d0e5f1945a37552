/** ID tokens (OpenID Connect Core §2): who signed in, when and how, told to one client. */
import { leftHalfHash, signJwt } from '../../crypto/own_jwt.ts'
import { currentSigningKey } from '../../crypto/tenant_keys.ts'
import type { Client } from '../../domain/client.ts'
import type { LiveGrant } from '../../domain/approval.ts'
import { acrOf, amrOf, authenticatedAt } from '../../domain/session.ts'
import type { Sub } from '../../kernel/ids.ts'
import type { World } from '../../stores/world.ts'
import { claimsOf, requestedClaims } from './claims_of.ts'
import { sidOf } from './sid.ts'
import { toldSub } from './subject.ts'

export const ID_TOKEN_TYP = 'JWT'

export interface IdTokenFacts {
  client: Client
  sub: Sub
  live: LiveGrant
  /** That it is issued with, for `at_hash`. */
  accessToken: string
  /** "If present in the Authentication Request": only in the answer to a code. */
  nonce?: string
}

/**
 * Signed by RS256, or by EdDSA where the client registered that. Claims by scope are at userinfo, because there is an
 * access token (§5.4); what the `claims` parameter asks for in the ID token is here.
 */
export async function issueIdToken(world: World, facts: IdTokenFacts): Promise<string> {
  const { client, sub, live, accessToken, nonce } = facts
  const { approval } = live
  const [keys, settings] = await Promise.all([world.registry.keys(), world.registry.settings()])
  const key = currentSigningKey(keys, client.id_token_signed_response_alg)
  world.tally.signaturesMade++
  return signJwt(key, ID_TOKEN_TYP, {
    ...claimsOf(live, requestedClaims(approval.claims?.id_token)),
    iss: world.issuer,
    sub: await toldSub(keys, client, sub),
    aud: client.client_id,
    exp: world.now + settings.id_token_lifetime,
    iat: world.now,
    auth_time: authenticatedAt(approval),
    acr: acrOf(approval.facts),
    amr: amrOf(approval.facts),
    at_hash: await leftHalfHash(key.alg, accessToken),
    sid: await sidOf(keys, approval.sessionId, client.client_id),
    ...(nonce !== undefined && { nonce }),
  })
}
