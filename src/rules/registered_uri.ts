/** Which URIs a client may register: where answers are sent (RFC 6749 §3.1.2, RFC 8252 §7), and what pages link to. */
import { isLoopbackHost, parseUri } from '../kernel/uri.ts'

export interface UriPolicy {
  /** Ours; nothing that a client registers may point back at it. */
  issuer: string
  applicationType: 'web' | 'native'
  /** Whether tokens may be sent there through the browser. */
  isImplicit?: boolean
}

const LONGEST_URI = 2048

/** Schemes that run code, read files or are handled by the browser itself: never an app of somebody's. */
const FORBIDDEN_SCHEMES = new Set([
  'about',
  'blob',
  'chrome',
  'chrome-extension',
  'content',
  'data',
  'file',
  'filesystem',
  'ftp',
  'intent',
  'jar',
  'javascript',
  'mailto',
  'moz-extension',
  'resource',
  'sms',
  'tel',
  'vbscript',
  'view-source',
  'ws',
  'wss',
])

/** What we put into a response; a redirect URI that brings its own would be heard first (RFC 6749 §4.1.2, RFC 9207). */
const RESPONSE_PARAMETERS = [
  'access_token',
  'code',
  'error',
  'error_description',
  'error_uri',
  'expires_in',
  'id_token',
  'iss',
  'response',
  'session_state',
  'state',
  'token_type',
]

/**
 * What is wrong with a URI to which people are sent back with an answer, as a sentence, or undefined if nothing is.
 * https anywhere but on our own origin; http on loopback hosts for native clients, and for all while we are local
 * ourselves; any other scheme is an app's own, save those that a browser gives a meaning to.
 */
export function redirectUriFault(uri: string, policy: UriPolicy): string | undefined {
  const parsed = parseUri(uri)
  if (!parsed || uri.length > LONGEST_URI || !/^[a-z][a-z0-9+.-]*:/.test(uri)) {
    return 'must be an absolute URI of at most 2048 characters with its scheme in lower case'
  }
  // "The endpoint URI MUST NOT include a fragment component" (RFC 6749 §3.1.2).
  if (uri.includes('#')) return 'must not have a fragment'
  if (/[^\x21-\x7e]|["<>\\^`{|}]/.test(uri)) return 'must be written in the characters of RFC 3986'
  if (uri.includes('*')) return 'must not have a wildcard: it is compared character by character'
  if (parsed.username || parsed.password || hasUserinfo(uri)) return 'must not have userinfo'
  const brought = RESPONSE_PARAMETERS.find((name) => parsed.searchParams.has(name))
  if (brought) return `must not bring a parameter of the response itself (${brought})`
  const fault = isWebUri(parsed) ? webRedirectFault(uri, parsed, policy) : appRedirectFault(parsed)
  return fault ?? implicitRedirectFault(parsed, policy)
}

/**
 * "Web Clients using the OAuth Implicit Grant Type MUST only register URLs using the https scheme as redirect_uris; they
 * MUST NOT use localhost as the hostname" (OpenID Connect Registration §2); they may while we are local ourselves.
 */
function implicitRedirectFault(
  { protocol, hostname }: URL,
  { issuer, applicationType, isImplicit }: UriPolicy,
): string | undefined {
  if (!isImplicit || applicationType === 'native' || isLocal(issuer)) return undefined
  return protocol === 'https:' && hostname !== 'localhost'
    ? undefined
    : 'must be https, and not of localhost, for a web client with the grant implicit'
}

const isWebUri = (uri: URL): boolean => uri.protocol === 'https:' || uri.protocol === 'http:'

const hasUserinfo = (uri: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/[^/?]*@/.test(uri)

function webRedirectFault(uri: string, parsed: URL, policy: UriPolicy): string | undefined {
  if (parsed.href !== uri && parsed.href !== `${uri}/`) {
    return 'must be in normal form: host in lower case, no default port, no dot segments'
  }
  if (parsed.origin === policy.issuer) return 'must not lead back to this provider'
  // Addresses of the link itself: where clouds keep their metadata (RFC 3927 §2.1, RFC 4291 §2.5.6).
  if (/^(?:169\.254\.|\[fe[89ab])/.test(parsed.hostname)) return 'must not be a link-local address'
  if (parsed.protocol === 'https:') return undefined
  const mayBeLocal = policy.applicationType === 'native' || isLocal(policy.issuer)
  if (mayBeLocal && isLoopbackHost(parsed.hostname)) return undefined
  return 'must be https; http is for loopback hosts of native clients (RFC 8252 §7.3)'
}

function appRedirectFault(parsed: URL): string | undefined {
  return FORBIDDEN_SCHEMES.has(parsed.protocol.slice(0, -1))
    ? 'must not have a scheme that browsers give a meaning to'
    : undefined
}

/**
 * What is wrong with a URI that our pages show as a link or a picture, or undefined. We never fetch it.
 */
export function linkedUriFault(uri: string, issuer: string): string | undefined {
  const parsed = parseUri(uri)
  if (!parsed || !/^https?:\/\//.test(uri)) return 'must be an absolute https URI'
  if (parsed.username || parsed.password) return 'must not have userinfo'
  if (parsed.origin === issuer) return 'must not lead back to this provider'
  if (parsed.protocol === 'https:') return undefined
  return isLocal(issuer) && isLoopbackHost(parsed.hostname) ? undefined : 'must be https'
}

/** "URI using the https scheme that a third party can use to initiate a login by the RP" (OpenID Connect Registration §2). */
export function initiateLoginUriFault(uri: string, issuer: string): string | undefined {
  if (uri.includes('#')) return 'must not have a fragment'
  return uri.startsWith('https://') ? linkedUriFault(uri, issuer) : 'must be https'
}

function isLocal(issuer: string): boolean {
  const url = parseUri(issuer)
  return url !== undefined && isLoopbackHost(url.hostname)
}
