/** Sectors: which clients know a person by the same pairwise `sub` (OpenID Connect Core §8.1). */
import { parseUri } from '../kernel/uri.ts'
import type { ClientMetadata } from '../spec/client_metadata.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'

/**
 * "the Sector Identifier used for pairwise identifier calculation is the host component of the registered redirect_uri.
 * If there are multiple hostnames …, the Client MUST register a sector_identifier_uri", whose host it is then (§8.1).
 *
 * @returns the host; undefined where the client has none, or several
 */
export function sectorOf({
  sector_identifier_uri: uri,
  redirect_uris: redirectUris,
}: Pick<ClientMetadata, 'sector_identifier_uri' | 'redirect_uris'>): string | undefined {
  if (uri !== undefined) return hostOf(uri)
  const [host, ...others] = new Set(redirectUris.map(hostOf))
  return others.length === 0 ? host : undefined
}

/** An app's own scheme is no host: anybody's app may have it. */
function hostOf(uri: string): string | undefined {
  const parsed = parseUri(uri)
  return /^https?:$/.test(parsed?.protocol ?? '') ? parsed?.hostname : undefined
}

/** What is wrong with the sector of a client that has pairwise subjects, or undefined. */
export function sectorFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  const { subject_type: type, sector_identifier_uri: uri } = metadata
  // "This is a URL using the https scheme" (OpenID Connect Registration §2).
  if (uri !== undefined && !uri.startsWith('https://')) {
    return metadataFault('sector_identifier_uri', 'must be https')
  }
  return type === 'pairwise' && sectorOf(metadata) === undefined
    ? metadataFault(
        'sector_identifier_uri',
        'is needed for pairwise subjects, where the redirect URIs have no one host in common',
      )
    : undefined
}
