/** Request objects by reference: which addresses a client may register, and which of them it may send. */
import type { Client } from '../domain/client.ts'
import type { TenantSettings } from '../domain/settings.ts'
import { ok, type Result } from '../kernel/result.ts'
import type { ClientMetadata } from '../spec/client_metadata.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'
import { checkOutboundUrl, type OutboundPolicy } from './outbound_url.ts'
import { refuse, type Refusal } from './refusals.ts'

/** "The entire Request URI MUST NOT exceed 512 ASCII characters" (RFC 9101 §5.2). */
const LONGEST = 512

/** What is wrong with the addresses that a client registers, if anything is. */
export function requestUriFault(
  { request_uris: uris = [], request_object_signing_alg: alg }: ClientMetadata,
  policy: OutboundPolicy,
): MetadataRefusal | undefined {
  if (uris.length > 0 && alg === undefined) {
    return metadataFault('request_uris', 'needs a secret or keys that the requests are signed with')
  }
  const at = uris.findIndex((uri) => !isFetchable(uri, policy))
  return at < 0
    ? undefined
    : metadataFault(
        `request_uris.${at}`,
        'must be a public https URL of at most 512 characters that we may fetch',
      )
}

const isFetchable = (uri: string, policy: OutboundPolicy): boolean =>
  uri.length <= LONGEST &&
  /^[\x21-\x7e]+$/.test(uri) &&
  checkOutboundUrl(withoutFragment(uri), policy).ok

/**
 * Answers the address to fetch. We are a provider that "requires any request_uri values used to be pre-registered" (OpenID
 * Connect Discovery §3), and they are compared whole. The fragment, by which a client says that the object has changed (OpenID
 * Connect Core §6.2), is not sent; and nothing is kept that it could be needed for.
 */
export function checkRequestUri(
  uri: string,
  { request_uris: registered = [] }: Client,
  { request_uri_parameter: isTaken }: TenantSettings,
): Result<string, Refusal> {
  if (!isTaken) return refuse('request_uri_unsupported')
  return registered.includes(uri) ? ok(withoutFragment(uri)) : refuse('request_uri_unregistered')
}

const withoutFragment = (uri: string): string => uri.replace(/#.*$/, '')
