/** Which grants a response type needs, and what a client may register of both. */
import { isPublicClient } from '../domain/client.ts'
import type { ClientMetadata, GrantType } from '../spec/client_metadata.ts'
import { brings, isOfFrontChannel, type ResponseType } from '../spec/response_type.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'

/** The table of OpenID Connect Registration §2, grant_types. */
export const grantTypesOf = (type: ResponseType): GrantType[] => [
  ...(brings(type, 'code') ? (['authorization_code'] as const) : []),
  ...(isOfFrontChannel(type) ? (['implicit'] as const) : []),
]

/** What is wrong between the response types and the grants of a client, or undefined. */
export function responseFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  const { grant_types: grants, response_types: types } = metadata
  for (const grant of ['authorization_code', 'implicit'] as const) {
    const isNeeded = types.some((type) => grantTypesOf(type).includes(grant))
    // "… ensure that a client cannot register itself into an inconsistent state" (RFC 7591 §2.1).
    if (isNeeded !== grants.includes(grant)) {
      return metadataFault(
        'response_types',
        `and the grant ${grant} need each other (OpenID Connect Registration §2)`,
      )
    }
  }
  return frontTokenFault(metadata)
}

function frontTokenFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  const { response_types: types } = metadata
  // "unless access token injection in the authorization response is prevented" (RFC 9700 §2.1.2): by at_hash.
  if (isPublicClient(metadata) && types.includes('code token')) {
    return metadataFault('response_types', 'code token is for clients that authenticate')
  }
  // No proof comes to the authorization endpoint, so its tokens are good for any bearer.
  if (metadata.dpop_bound_access_tokens && types.some((type) => brings(type, 'token'))) {
    return metadataFault('response_types', 'bring no access token with dpop_bound_access_tokens')
  }
  return undefined
}
