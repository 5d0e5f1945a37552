/**
 * What a client registers, judged as a whole: on creation with defaults filled in, on a change in its merged state, so
 * that two harmless changes cannot add up to a harmful one (KC#50982). RFC 7591 §2, OpenID Connect Registration §2.
 */
import { err, ok, type Result } from '../kernel/result.ts'
import { OUR_SCOPES, STANDARD_SCOPES } from '../spec/claims.ts'
import { DEVICE_CODE, type ClientMetadata, type Profile } from '../spec/client_metadata.ts'
import { bestAlgorithm, clientKeyFault } from './client_keys.ts'
import { logoutFault } from './client_logout.ts'
import { embeddedKeyFault } from './embedded_keys.ts'
import { metadataFault, redirectUriRefusal, type MetadataRefusal } from './metadata_refusal.ts'
import type { OutboundPolicy } from './outbound_url.ts'
import { PROFILE_DEFAULTS, profileFault } from './profiles.ts'
import { initiateLoginUriFault, linkedUriFault, redirectUriFault } from './registered_uri.ts'
import { requestUriFault } from './request_uris.ts'
import { responseFault } from './response_grants.ts'
import { sectorFault } from './sector.ts'

export interface RegistrationPolicy extends OutboundPolicy {
  /** The scopes of the tenant's own. */
  scopes: readonly string[]
  /** Of clients that name none. */
  profile: Profile
}

/** Metadata on the way: everything but the name may still be left out. */
export type MetadataDraft = Partial<ClientMetadata> & Pick<ClientMetadata, 'client_name'>

/**
 * The whole metadata that a draft stands for, with every default filled in, or the first thing that is wrong with it.
 * Keys must have passed `crypto/registered_keys.ts` before.
 */
export function completeClientMetadata(
  draft: MetadataDraft,
  policy: RegistrationPolicy,
): Result<ClientMetadata, MetadataRefusal> {
  const profile = draft.profile ?? policy.profile
  const metadata = withDefaults({ ...PROFILE_DEFAULTS[profile], ...draft, profile })
  const refusal =
    responseFault(metadata) ??
    grantFault(metadata) ??
    redirectFault(metadata, policy) ??
    logoutFault(metadata, policy) ??
    linkFault(metadata, policy) ??
    scopeFault(metadata, policy) ??
    sectorFault(metadata) ??
    profileFault(metadata) ??
    embeddedKeyFault(metadata) ??
    clientKeyFault(metadata) ??
    requestUriFault(metadata, policy)
  return refusal ? err(refusal) : ok(metadata)
}

function withDefaults(draft: MetadataDraft & Pick<ClientMetadata, 'profile'>): ClientMetadata {
  const method = draft.token_endpoint_auth_method ?? 'client_secret_basic'
  const grantTypes = draft.grant_types ?? ['authorization_code']
  const byCode = grantTypes.includes('authorization_code')
  const redirects = byCode || grantTypes.includes('implicit')
  const asksPeople = redirects || grantTypes.includes(DEVICE_CODE)
  const alg = draft.request_object_signing_alg ?? defaultRequestAlgorithm(draft, method)
  const isEmbedded = draft.request_object_key === 'embedded'
  return {
    redirect_uris: [],
    post_logout_redirect_uris: [],
    application_type: 'web',
    id_token_signed_response_alg: 'RS256',
    require_signed_request_object: true,
    require_pushed_authorization_requests: false,
    dpop_bound_access_tokens: isEmbedded,
    subject_type: 'public',
    require_auth_time: false,
    // "clients MUST use PKCE" is said of public ones; others have it from `nonce` (RFC 9700 §2.1.1).
    require_pkce: method === 'none',
    consent: 'remember',
    refresh_token_rotation: 'rotate',
    request_object_profile: 'strict',
    request_object_key: 'registered',
    assertion_audience: 'issuer',
    require_second_factor: false,
    introspect_any: false,
    ...draft,
    token_endpoint_auth_method: method,
    grant_types: grantTypes,
    response_types: draft.response_types ?? (byCode ? ['code'] : []),
    // "the authorization server MAY register a client with a default set of scopes" (RFC 7591 §2).
    scope: draft.scope ?? (asksPeople ? STANDARD_SCOPES.join(' ') : ''),
    ...(alg && { request_object_signing_alg: alg }),
  }
}

/** HS256 where there is a secret, the best that its keys can do where there are only keys, nothing where there is neither or each brings its own. */
function defaultRequestAlgorithm(
  draft: MetadataDraft,
  method: ClientMetadata['token_endpoint_auth_method'],
): ClientMetadata['request_object_signing_alg'] {
  if (isSecretMethod(method)) return 'HS256'
  if (draft.jwks) return bestAlgorithm(draft.jwks.keys) ?? 'EdDSA'
  return draft.jwks_uri ? 'EdDSA' : undefined
}

const isSecretMethod = (method: ClientMetadata['token_endpoint_auth_method']): boolean =>
  method.startsWith('client_secret_')

/** Whether the client needs a secret: to authenticate with, or to sign its requests with. */
export const needsSecret = (metadata: ClientMetadata): boolean =>
  isSecretMethod(metadata.token_endpoint_auth_method) ||
  metadata.request_object_signing_alg === 'HS256'

function grantFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  const { grant_types: grants } = metadata
  const byCode = grants.includes('authorization_code')
  if (grants.includes('refresh_token') && !byCode && !grants.includes(DEVICE_CODE)) {
    return metadataFault('grant_types', 'refresh_token needs a grant that issues one')
  }
  // "The client credentials grant type MUST only be used by confidential clients" (RFC 6749 §4.4).
  const isPublic = metadata.token_endpoint_auth_method === 'none'
  if (grants.includes('client_credentials') && isPublic) {
    return metadataFault('grant_types', 'client_credentials is for clients that authenticate')
  }
  // "Refresh tokens for public clients MUST be sender-constrained or use refresh token rotation" (RFC 9700 §2.2.2).
  const isBound = metadata.dpop_bound_access_tokens
  if (metadata.refresh_token_rotation === 'none' && isPublic && !isBound) {
    return metadataFault(
      'refresh_token_rotation',
      'none is for clients that authenticate or have dpop_bound_access_tokens',
    )
  }
  return undefined
}

function redirectFault(
  metadata: ClientMetadata,
  policy: RegistrationPolicy,
): MetadataRefusal | undefined {
  const uriPolicy = { issuer: policy.issuer, applicationType: metadata.application_type }
  const isImplicit = metadata.grant_types.includes('implicit')
  // "Clients using flows with redirection MUST register their redirection URI values" (RFC 7591 §2).
  if (metadata.response_types.length > 0 && metadata.redirect_uris.length === 0) {
    return redirectUriRefusal('redirect_uris', 'response_types need at least one')
  }
  for (const [at, uri] of metadata.redirect_uris.entries()) {
    const detail = redirectUriFault(uri, { ...uriPolicy, isImplicit })
    if (detail) return redirectUriRefusal(`redirect_uris.${at}`, detail)
  }
  for (const [at, uri] of metadata.post_logout_redirect_uris.entries()) {
    const detail = redirectUriFault(uri, uriPolicy)
    if (detail) return metadataFault(`post_logout_redirect_uris.${at}`, detail)
  }
  return undefined
}

const LINKED_URIS = ['logo_uri', 'client_uri', 'policy_uri', 'tos_uri'] as const

function linkFault(
  metadata: ClientMetadata,
  policy: RegistrationPolicy,
): MetadataRefusal | undefined {
  for (const field of LINKED_URIS) {
    const uri = metadata[field]
    const detail = uri === undefined ? undefined : linkedUriFault(uri, policy.issuer)
    if (detail) return metadataFault(field, detail)
  }
  const { initiate_login_uri: initiate } = metadata
  const detail = initiate === undefined ? undefined : initiateLoginUriFault(initiate, policy.issuer)
  return detail ? metadataFault('initiate_login_uri', detail) : undefined
}

function scopeFault(
  metadata: ClientMetadata,
  policy: RegistrationPolicy,
): MetadataRefusal | undefined {
  const known = [...OUR_SCOPES, ...policy.scopes]
  const asked = metadata.scope.split(' ').filter(Boolean)
  return asked.every((scope) => known.includes(scope))
    ? undefined
    : metadataFault('scope', 'names a scope that this tenant does not have')
}
