/** All tokens that come of a grant at once. */
import type { LiveGrant } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import type { Sub } from '../../kernel/ids.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
import { issuePersonToken } from './access_token.ts'
import { requestedClaims } from './claims_of.ts'
import { issueIdToken } from './id_token.ts'
import { sealRefreshToken } from './refresh_token.ts'

export interface Minting {
  client: Client
  sub: Sub
  live: LiveGrant
  /** Of this access token: the granted ones, or fewer. */
  scope: readonly string[]
  nonce?: string
  /** Which of the grant's resources the access token is for; absent: all of them. */
  resource?: readonly string[]
  /** The thumbprint of the key that the access token is bound to. */
  jkt?: string
}

/** The ID token is made where the scope holds `openid`, the refresh token where the grant has one. */
export async function mintTokens(world: World, minting: Minting): Promise<TokenResponse> {
  const [front, refreshToken] = await Promise.all([
    mintAccess(world, minting),
    mintRefreshToken(world, minting),
  ])
  return { ...front, ...(refreshToken !== undefined && { refresh_token: refreshToken }) }
}

async function mintAccess(
  world: World,
  { client, sub, live, scope, nonce, jkt, resource = live.approval.resource }: Minting,
): Promise<TokenResponse> {
  const { approval } = live
  const given = { sub, approval, attributes: live.attributes, scope, jkt, resource }
  const { token, expiresIn, scope: issued } = await issuePersonToken(world, client, given)
  // Claims by scope are at userinfo, because there is an access token (OpenID Connect Core §5.4).
  const said = requestedClaims(approval.claims?.id_token)
  const mapped = { scope, places: ['id_token'] } as const
  const asked = { client, sub, live, said, mapped, beside: { accessToken: token }, nonce }
  return {
    access_token: token,
    token_type: jkt === undefined ? 'Bearer' : 'DPoP',
    expires_in: expiresIn,
    ...(issued.length > 0 && { scope: issued.join(' ') }),
    ...(scope.includes('openid') && { id_token: await issueIdToken(world, asked) }),
  }
}

async function mintRefreshToken(
  { registry }: World,
  { client, sub, live: { generation, approval } }: Minting,
): Promise<string | undefined> {
  if (generation === 0) return undefined
  return sealRefreshToken(await registry.keys(), {
    sub,
    grantId: approval.grantId,
    generation,
    clientId: client.client_id,
    scope: approval.scope,
  })
}
