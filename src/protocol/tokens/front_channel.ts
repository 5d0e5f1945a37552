/** The tokens that an authorization response brings itself: OpenID Connect Core §3.2.2.5, §3.3.2.5. */
import type { ApprovedPerson } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import type { Approval } from '../../domain/grant.ts'
import type { Sub } from '../../kernel/ids.ts'
import { CLAIM_NAMES, type ClaimName } from '../../spec/claims.ts'
import type { ClaimPlace } from '../../spec/claim_names.ts'
import { brings, type ResponseType } from '../../spec/response_type.ts'
import type { World } from '../../stores/world.ts'
import { issuePersonToken } from './access_token.ts'
import { claimNamesOf, requestedClaims } from './claims_of.ts'
import { issueIdToken } from './id_token.ts'

export interface FrontMinting {
  type: ResponseType
  client: Client
  sub: Sub
  approval: Approval
  person: ApprovedPerson
  /** Of the same response, for `c_hash` and `s_hash`. */
  code: string | undefined
  state: string | undefined
}

/** Never a refresh token: "it does not support the issuance of refresh tokens" (RFC 6749 §4.2). */
export async function mintFrontTokens(
  world: World,
  minting: FrontMinting,
): Promise<Record<string, string>> {
  const access: Record<string, string> = brings(minting.type, 'token')
    ? await mintAccessToken(world, minting)
    : {}
  if (!brings(minting.type, 'id_token')) return access
  return { ...access, id_token: await mintIdToken(world, minting, access['access_token']) }
}

async function mintAccessToken(
  world: World,
  { client, sub, approval, person }: FrontMinting,
): Promise<Record<string, string>> {
  const { cnf, resource } = approval
  const { attributes } = person
  const asked = { sub, approval, attributes, scope: approval.scope, jkt: cnf?.jkt, resource }
  const { token, expiresIn, scope } = await issuePersonToken(world, client, asked)
  return {
    access_token: token,
    token_type: cnf ? 'DPoP' : 'Bearer',
    expires_in: String(expiresIn),
    ...(scope.length > 0 && { scope: scope.join(' ') }),
  }
}

const mintIdToken = (
  world: World,
  minting: FrontMinting,
  accessToken: string | undefined,
): Promise<string> => {
  const { client, sub, approval, person, code, state } = minting
  return issueIdToken(world, {
    client,
    sub,
    live: { approval, ...person },
    said: namesSaid(minting),
    mapped: { scope: approval.scope, places: placesSaid(minting) },
    beside: { accessToken, code, state },
    nonce: approval.nonce,
  })
}

/**
 * Where there is no userinfo to ask, for `response_type=id_token`, the claims that scopes stand for "are returned in the ID
 * Token" (§5.4). Beside a code nothing is said of the person: the ID token of the token endpoint does, and "the OP MAY choose
 * to return fewer Claims about the End-User from the Authorization Endpoint" (§3.3.3.6).
 */
function namesSaid({ type, approval }: FrontMinting): ClaimName[] {
  if (brings(type, 'code')) return []
  const asked = requestedClaims(approval.claims?.id_token)
  const ofScopes = type === 'id_token' ? claimNamesOf(approval.scope) : []
  return CLAIM_NAMES.filter((name) => asked.includes(name) || ofScopes.includes(name))
}

/** The same of what operators say of a person: told as userinfo would, where there is none to ask. */
function placesSaid({ type }: FrontMinting): ClaimPlace[] {
  if (brings(type, 'code')) return []
  return type === 'id_token' ? ['id_token', 'userinfo'] : ['id_token']
}
