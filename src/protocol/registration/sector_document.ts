/** The document behind `sector_identifier_uri`: whoever owns the sector lists there who belongs to it. */
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { RegistrarWorld } from '../../stores/admin_world.ts'
import { metadataFault, type MetadataRefusal } from '../../rules/metadata_refusal.ts'

const LONGEST_DOCUMENT = 64 * 1024
const FIELD = 'sector_identifier_uri'

/**
 * "The values registered in redirect_uris MUST be included in the elements of the array, or registration MUST fail." And
 * "there is no requirement for the OP to … revalidate its contents in the future" (OpenID Connect Registration §5): it is
 * read when one of the two is registered.
 */
export async function sectorDocumentFault(
  { outbound }: Pick<RegistrarWorld, 'outbound'>,
  standing: Partial<ClientMetadata>,
  { sector_identifier_uri: uri, redirect_uris: redirectUris }: ClientMetadata,
): Promise<MetadataRefusal | undefined> {
  if (uri === undefined) return undefined
  const wasChecked =
    standing.sector_identifier_uri === uri &&
    redirectUris.every((each) => standing.redirect_uris?.includes(each))
  if (wasChecked) return undefined
  const answer = await outbound.json(uri, LONGEST_DOCUMENT)
  if (!answer.ok) {
    return answer.reason === 'forbidden_url'
      ? metadataFault(FIELD, 'must be a public https URL that we may fetch')
      : metadataFault(FIELD, 'must be answered at once with a JSON list, which it was not')
  }
  const listed: readonly unknown[] = Array.isArray(answer.value) ? answer.value : []
  return redirectUris.every((each) => listed.includes(each))
    ? undefined
    : metadataFault(FIELD, 'must list every one of the redirect_uris')
}
