/** Where a client may be told of a sign-out: Back-Channel Logout 1.0 §2.2, Front-Channel Logout 1.0 §2. */
import { parseUri } from '../kernel/uri.ts'
import type { ClientMetadata } from '../spec/client_metadata.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'
import { checkOutboundUrl, type OutboundPolicy } from './outbound_url.ts'
import { redirectUriFault } from './registered_uri.ts'

/** What is wrong with the addresses, if anything is. */
export function logoutFault(
  metadata: ClientMetadata,
  policy: OutboundPolicy,
): MetadataRefusal | undefined {
  const { backchannel_logout_uri: back, frontchannel_logout_uri: front } = metadata
  if (back !== undefined && !checkOutboundUrl(back, policy).ok) {
    return metadataFault('backchannel_logout_uri', 'must be a public https URL that we may post to')
  }
  const detail = front === undefined ? undefined : frontFault(front, metadata, policy.issuer)
  return detail === undefined ? undefined : metadataFault('frontchannel_logout_uri', detail)
}

/** "The domain, port, and scheme of this URL MUST be the same as that of a registered Redirection URI value" (§2). */
function frontFault(
  uri: string,
  { application_type: applicationType, redirect_uris: redirectUris }: ClientMetadata,
  issuer: string,
): string | undefined {
  const fault = redirectUriFault(uri, { issuer, applicationType })
  if (fault !== undefined) return fault
  // What has no origin cannot be shown in a frame, and runs in ours if it can (CVE-2026-22752).
  if (!/^https?:/.test(uri)) return 'must be https, for it is shown in a frame'
  const parsed = parseUri(uri)
  if (parsed?.searchParams.has('sid')) return 'must not bring a parameter of the request (sid)'
  const isKnown = redirectUris.some((each) => parseUri(each)?.origin === parsed?.origin)
  return isKnown ? undefined : 'must have the scheme, host and port of one of redirect_uris'
}
