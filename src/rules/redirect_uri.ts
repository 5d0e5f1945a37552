/** Whether an answer may be sent to a URI: the one thing that is proven before anybody is redirected. */
import type { ClientMetadata } from '../spec/client_metadata.ts'

/**
 * "the authorization server MUST compare the two URIs using simple string comparison" (RFC 6749 §3.1.2.3, RFC 9700
 * §2.1), save for the port of a native client on a loopback address.
 */
export function isRegisteredRedirectUri(
  uri: string,
  { redirect_uris: registered, application_type: type }: ClientMetadata,
): boolean {
  if (registered.includes(uri)) return true
  const portless = type === 'native' ? withoutLoopbackPort(uri) : undefined
  return portless !== undefined && registered.some((each) => withoutLoopbackPort(each) === portless)
}

const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::([0-9]{1,5}))?(\/.*)?$/

/**
 * "MUST allow any port to be specified at the time of the request for loopback IP redirect URIs" (RFC 8252 §7.3): of
 * those, the text without it. `localhost` is a name, and compared whole.
 */
function withoutLoopbackPort(uri: string): string | undefined {
  const [, host, port = '80', path = ''] = LOOPBACK.exec(uri) ?? []
  return host && Number(port) <= 65_535 ? `${host}${path}` : undefined
}
