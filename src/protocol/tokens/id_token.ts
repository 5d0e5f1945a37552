/** ID tokens (OpenID Connect Core §2): who signed in, when and how, told to one client. */
import { leftHalfHash, signJwt } from '../../crypto/own_jwt.ts'
import { currentSigningKey } from '../../crypto/tenant_keys.ts'
import { mappedClaims, type Telling } from '../../domain/claim_mapping.ts'
import type { Client } from '../../domain/client.ts'
import type { LiveGrant } from '../../domain/approval.ts'
import { acrOf, amrOf, authenticatedAt } from '../../domain/authentication.ts'
import type { Sub } from '../../kernel/ids.ts'
import type { JsonObject } from '../../kernel/json.ts'
import type { ClaimName } from '../../spec/claims.ts'
import type { SigningAlgorithm } from '../../spec/client_metadata.ts'
import type { World } from '../../stores/world.ts'
import { claimsOf } from './claims_of.ts'
import { sidOf } from './sid.ts'
import { toldSub } from './subject.ts'

export const ID_TOKEN_TYP = 'JWT'

export interface IdTokenFacts {
  client: Client
  sub: Sub
  live: Pick<LiveGrant, 'approval' | 'claims' | 'personUpdatedAt' | 'attributes'>
  /** The claims about the person that it says, as far as they are known. */
  said: readonly ClaimName[]
  /** Which of the other claims it says. */
  mapped: Omit<Telling, 'mappings'>
  /** What it is issued with: each is tied to it by its hash. */
  beside: Beside
  /** "If present in the Authentication Request": in the answer to it or to its code. */
  nonce: string | undefined
}

interface Beside {
  accessToken: string | undefined
  code?: string | undefined
  state?: string | undefined
}

/** Signed by the algorithm that the client registered. */
export async function issueIdToken(world: World, facts: IdTokenFacts): Promise<string> {
  const { client, sub, live, said, mapped, beside, nonce } = facts
  const { approval } = live
  const [keys, settings] = await Promise.all([world.registry.keys(), world.registry.settings()])
  const key = currentSigningKey(keys, client.id_token_signed_response_alg)
  world.tally.signaturesMade++
  return signJwt(key, ID_TOKEN_TYP, {
    ...mappedClaims({ mappings: settings.claim_mappings, ...mapped }, live.attributes),
    ...claimsOf(live, said),
    iss: world.issuer,
    sub: await toldSub(keys, client, sub),
    aud: client.client_id,
    exp: world.now + settings.id_token_lifetime,
    iat: world.now,
    auth_time: authenticatedAt(approval),
    acr: acrOf(approval.facts),
    amr: amrOf(approval.facts),
    ...(await hashesOf(key.alg, beside)),
    sid: await sidOf(keys, approval.sessionId, client.client_id),
    ...(nonce !== undefined && { nonce }),
  })
}

/** OpenID Connect Core §3.1.3.6 and §3.3.2.11; `s_hash` by FAPI 1.0 Advanced §5.1.1, which protects `state` as well. */
async function hashesOf(
  alg: SigningAlgorithm,
  { accessToken, code, state }: Beside,
): Promise<JsonObject> {
  const hash = (text: string): Promise<string> => leftHalfHash(alg, text)
  return {
    ...(accessToken !== undefined && { at_hash: await hash(accessToken) }),
    ...(code !== undefined && { c_hash: await hash(code) }),
    ...(state !== undefined && { s_hash: await hash(state) }),
  }
}
