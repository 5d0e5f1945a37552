/** Refresh tokens: which generation of which grant, sealed. What is current is for the person's object to say. */
import { open, seal } from '../../crypto/envelope.ts'
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import type { ClientId, GrantId, Sub } from '../../kernel/ids.ts'

export interface RefreshToken {
  sub: Sub
  grantId: GrantId
  generation: number
  clientId: ClientId
  /** What was granted: so a request for more is refused before anything is used up. */
  scope: string[]
}

export const sealRefreshToken = (keys: TenantKeys, token: RefreshToken): Promise<string> =>
  seal(keys, 'refresh_token', token)

/** Undefined for whatever this tenant did not seal as a refresh token. */
export const openRefreshToken = (
  keys: TenantKeys,
  text: string,
): Promise<RefreshToken | undefined> => open<RefreshToken>(keys, 'refresh_token', text)
