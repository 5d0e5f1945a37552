/**
 * Session Management 1.0: what tells a page of a client, without asking us, whether the person is still signed in in
 * this browser. The browser's state lies in a cookie that scripts of ours can read, so it is a name of the session and
 * no proof of it.
 */
import type { TenantKeys } from '../../crypto/tenant_keys.ts'
import type { Client } from '../../domain/client.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { base64url, utf8 } from '../../kernel/encoding.ts'
import type { SessionId } from '../../kernel/ids.ts'
import { randomToken } from '../../kernel/random.ts'
import { parseUri } from '../../kernel/uri.ts'

/** The state of a browser in which this session is the active one; the same for as long as that is so. */
export async function browserStateOf(keys: TenantKeys, sessionId: SessionId): Promise<string> {
  const text = utf8(`browser_state\0${sessionId}`)
  return base64url(new Uint8Array(await crypto.subtle.sign('HMAC', keys.pairwiseKey, text)))
}

/**
 * `session_state`: "based on a salted cryptographic hash of Client ID, origin URL, and OP User Agent state" (§3.2), in
 * the form that `pages/check_session.ts` computes again. Undefined for an app that has no origin to ask from.
 */
export async function sessionStateOf(
  keys: TenantKeys,
  sessionId: SessionId,
  client: Client,
  redirectUri: string,
): Promise<string | undefined> {
  const origin = parseUri(redirectUri)?.origin ?? 'null'
  if (origin === 'null') return undefined
  const state = await browserStateOf(keys, sessionId)
  const salt = randomToken()
  return `${await sha256base64url(`${client.client_id} ${origin} ${state} ${salt}`)}.${salt}`
}
