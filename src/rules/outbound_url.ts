/**
 * Which addresses, chosen by others, we would fetch (CWE-918): public names by https. Judged when one is registered and
 * again when it is fetched. What a public name resolves to cannot be seen from here; the platform reaches no private
 * network, and names that are known to lead back to the asker are refused.
 */
import { parseUri } from '../kernel/uri.ts'
import { err, ok, type Result } from '../kernel/result.ts'

export interface OutboundPolicy {
  issuer: string
  outbound: {
    /** Origins that may be fetched whatever they are: for development, empty in production. */
    allow: readonly string[]
  }
}

/** Top-level names that are not on the public internet (RFC 6761, RFC 6762, RFC 7686, RFC 8375, ICANN SAC113). */
const SPECIAL_USE = [
  'arpa',
  'corp',
  'home',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'onion',
  'private',
]

/** Public names that answer with whatever address is written in them, or with loopback. */
const REBINDING = [
  '1u.ms',
  'backname.io',
  'fuf.me',
  'lacolhost.com',
  'local.gd',
  'localho.st',
  'localtest.me',
  'lvh.me',
  'nip.io',
  'plex.direct',
  'rbndr.us',
  'rebind.network',
  'sslip.io',
  'traefik.me',
  'vcap.me',
  'xip.io',
  'xip.name',
]

/** The parsed URL, if we would fetch it. Fragments are not ours to send, and no spelling is repaired. */
export function checkOutboundUrl(
  url: string,
  { issuer, outbound }: OutboundPolicy,
): Result<URL, 'forbidden_url'> {
  const parsed = parseUri(url)
  // Backslashes, control characters and white space are where URL parsers disagree.
  if (!parsed || !/^[\x21-\x5b\x5d-\x7e]+$/.test(url) || url.includes('#')) {
    return err('forbidden_url')
  }
  // Nor does another parser read another host out of it: what stands before the path is written as we read it.
  if (!/^(?:[/?]|$)/.test(url.slice(parsed.origin.length)) || !url.startsWith(parsed.origin)) {
    return err('forbidden_url')
  }
  if (outbound.allow.includes(parsed.origin)) return ok(parsed)
  const isPublic =
    parsed.protocol === 'https:' &&
    isAllowedPort(parsed.port) &&
    isPublicName(parsed.hostname) &&
    parsed.hostname !== parseUri(issuer)?.hostname
  return isPublic ? ok(parsed) : err('forbidden_url')
}

/** 443, or one that no privileged service listens on. */
const isAllowedPort = (port: string): boolean => port === '' || Number(port) >= 1024

/** A name of at least two labels: no address in any spelling (the parser has made them all decimal), no final dot. */
function isPublicName(hostname: string): boolean {
  const labels = hostname.split('.')
  const last = labels.at(-1) ?? ''
  if (labels.length < 2 || !/^[a-z][a-z0-9-]*$/.test(last)) return false
  if (SPECIAL_USE.includes(last)) return false
  return !REBINDING.some((name) => hostname === name || hostname.endsWith(`.${name}`))
}
