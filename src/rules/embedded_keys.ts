/** What a client must be whose requests bring their own keys: known by nothing else, and bound to that key in all it does. */
import { isPublicClient } from '../domain/client.ts'
import { EMBEDDED_KEY_ALGORITHMS, type ClientMetadata } from '../spec/client_metadata.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'

export function embeddedKeyFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  if (metadata.request_object_key !== 'embedded') return undefined
  if (!isPublicClient(metadata)) {
    return metadataFault('request_object_key', 'embedded is for public clients')
  }
  if (metadata.jwks || metadata.jwks_uri) {
    return metadataFault('request_object_key', 'embedded and registered keys exclude each other')
  }
  const alg = metadata.request_object_signing_alg
  if (alg !== undefined && !isEmbeddedKeyAlgorithm(alg)) {
    return metadataFault('request_object_signing_alg', 'embedded keys sign EdDSA or ES256')
  }
  // One plain request, or one token without a proof, and the key would bind nothing.
  if (!metadata.require_signed_request_object) {
    return metadataFault('require_signed_request_object', 'embedded keys bind by signed requests')
  }
  return metadata.dpop_bound_access_tokens
    ? undefined
    : metadataFault('dpop_bound_access_tokens', 'tokens are bound to embedded keys')
}

export const isEmbeddedKeyAlgorithm = (alg: string): boolean =>
  EMBEDDED_KEY_ALGORITHMS.some((each) => each === alg)
