/** UserInfo (OpenID Connect Core §5.3): what an access token lets its holder know of the person. */
import { mappedClaims } from '../../domain/claim_mapping.ts'
import type { ClientId } from '../../kernel/ids.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { checkScheme } from '../../rules/dpop/binding.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { ADMIN_SCOPE } from '../../spec/claims.ts'
import type { World } from '../../stores/world.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { verifyAccessToken, type VerifiedAccessToken } from '../tokens/access_token.ts'
import { claimNamesOf, claimsOf, requestedClaims } from '../tokens/claims_of.ts'
import { findLiveToken } from '../tokens/live_token.ts'

export interface KnownClaims {
  /** Whom they are told to. */
  clientId: ClientId
  claims: JsonObject
  /** Whether the person is an operator, as far as the token lets its holder know. */
  admin: boolean | undefined
}

/**
 * Claims by the scopes of this token, and those that the `claims` parameter asked for here.
 * @param proof that came with the token; none with one that was presented as a bearer token
 */
export async function userinfo(
  world: World,
  text: string,
  proof?: DpopProof,
): Promise<Result<KnownClaims, Refusal>> {
  const token = await verifyAccessToken(world, text)
  if (!token) return refuse('access_token_invalid', 'token')
  // RFC 9068 §4: "The resource server MUST validate that the aud claim contains a resource indicator value
  // corresponding to an identifier the resource server expects for itself."
  if (!token.audience.includes(world.issuer)) return refuse('access_token_invalid', 'audience')
  const bound = checkScheme(token.jkt, proof)
  if (!bound.ok) return bound
  if (!token.scope.includes('openid')) return refuse('access_token_scope')
  const found = await findLiveToken(world, token, proof)
  if (!found.ok && found.reason === 'proof_replayed') return refuse('dpop_proof_replayed')
  const live = found.ok ? found.value.live : undefined
  if (!live) return refuse('access_token_invalid', 'ended')
  const asked = requestedClaims(live.approval.claims?.userinfo)
  const names = new Set([...claimNamesOf(token.scope), ...asked])
  // "The sub (subject) Claim MUST always be returned in the UserInfo Response" (§5.3.2).
  const { claim_mappings: mappings } = await world.registry.settings()
  const { scope } = token
  const mapped = mappedClaims({ mappings, scope, places: ['userinfo'] }, live.attributes)
  const claims = { ...mapped, sub: token.sub, ...claimsOf(live, [...names]) }
  return ok({ clientId: token.clientId, claims, admin: tellsPower(token) ? live.admin : undefined })
}

/** Who operates the provider is no news for every app that a person signs in to. */
const tellsPower = ({ scope }: VerifiedAccessToken): boolean =>
  scope.includes(ADMIN_SCOPE) || scope.includes('roles')
