/** `sid`: the session, as one client may know it (OpenID Connect Front-Channel Logout §3). */
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import { base64url, utf8 } from '../../kernel/encoding.ts'
import type { ClientId, SessionId } from '../../kernel/ids.ts'

/** HMAC-SHA-256 in base64url: the same for as long as the session lives, and another for every other client. */
export async function sidOf(
  keys: TenantKeys,
  sessionId: SessionId,
  clientId: ClientId,
): Promise<string> {
  const text = utf8(`sid\0${sessionId}\0${clientId}`)
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', keys.pairwiseKey, text)))
}
