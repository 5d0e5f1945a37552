/** Whether what a client registers to sign with can do what it says it signs. */
import type { JWK } from 'jose'
import { isPublicClient } from '../domain/client.ts'
import type { ClientMetadata, RequestSigningAlgorithm } from '../spec/client_metadata.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'

/** What is wrong between authentication method, algorithms and keys, or undefined. */
export function clientKeyFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  const { jwks, jwks_uri, token_endpoint_auth_method: method } = metadata
  const hasKeys = jwks !== undefined || jwks_uri !== undefined
  // "The jwks_uri and jwks parameters MUST NOT both be present" (RFC 7591 §2).
  if (jwks && jwks_uri) return metadataFault('jwks_uri', 'jwks and jwks_uri exclude each other')
  if (method === 'private_key_jwt' && !hasKeys) {
    return metadataFault('jwks', 'private_key_jwt needs jwks, jwks_uri or public_key_pem')
  }
  return (
    assertionAlgorithmFault(metadata) ??
    requestAlgorithmFault(metadata, hasKeys) ??
    inlineKeyFault(metadata)
  )
}

/** Which method an algorithm belongs to (OpenID Connect Core §9); the methods that sign nothing have none. */
function assertionAlgorithmFault({
  token_endpoint_auth_method: method,
  token_endpoint_auth_signing_alg: alg,
}: ClientMetadata): MetadataRefusal | undefined {
  if (alg === undefined || method === (alg === 'HS256' ? 'client_secret_jwt' : 'private_key_jwt')) {
    return undefined
  }
  return metadataFault(
    'token_endpoint_auth_signing_alg',
    'must be HS256 for client_secret_jwt, another for private_key_jwt, and is for these alone',
  )
}

function requestAlgorithmFault(
  metadata: ClientMetadata,
  hasKeys: boolean,
): MetadataRefusal | undefined {
  const alg = metadata.request_object_signing_alg
  if (alg === undefined || metadata.request_object_key === 'embedded') return undefined
  if (alg === 'HS256') {
    return isPublicClient(metadata)
      ? metadataFault(
          'request_object_signing_alg',
          'HS256 needs a secret, which a public client cannot keep',
        )
      : undefined
  }
  return hasKeys
    ? undefined
    : metadataFault('request_object_signing_alg', `${alg} needs jwks or jwks_uri`)
}

/** Keys behind a `jwks_uri` may change at any time; inline ones are known now. */
function inlineKeyFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  const keys = metadata.jwks?.keys
  if (!keys) return undefined
  for (const field of ['request_object_signing_alg', 'token_endpoint_auth_signing_alg'] as const) {
    const alg = metadata[field]
    if (alg && alg !== 'HS256' && !keys.some((key) => canSign(key, alg))) {
      return metadataFault(field, `no key of jwks can sign ${alg}`)
    }
  }
  return undefined
}

/** Whether a key is to sign with, and of the kind that an algorithm signs with (RFC 7518 §3.1, RFC 8037 §3.1). */
function canSign(key: JWK, alg: Exclude<RequestSigningAlgorithm, 'HS256'>): boolean {
  const names: readonly (string | undefined)[] = [undefined, ...NAMES[alg]]
  return key.use !== 'enc' && names.includes(key.alg) && KINDS[alg](key)
}

/** RFC 9864 §2.2 gives EdDSA on this curve a second name. */
const NAMES = {
  EdDSA: ['EdDSA', 'Ed25519'],
  ES256: ['ES256'],
  PS256: ['PS256'],
  RS256: ['RS256'],
} as const

const KINDS = {
  EdDSA: (key: JWK) => key.kty === 'OKP' && key.crv === 'Ed25519',
  ES256: (key: JWK) => key.kty === 'EC' && key.crv === 'P-256',
  PS256: (key: JWK) => key.kty === 'RSA',
  RS256: (key: JWK) => key.kty === 'RSA',
} as const
