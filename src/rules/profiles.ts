/**
 * The profiles that a client can be registered in, as data: what they fill in where a client names nothing, and which
 * rules they turn on. `oidc` is what OpenID Connect Core and its certification allow; the others only ever forbid.
 */
import { isPublicClient } from '../domain/client.ts'
import type { TenantSettings } from '../domain/settings.ts'
import { MINUTE, type Seconds } from '../kernel/clock.ts'
import { isLoopbackHost, parseUri } from '../kernel/uri.ts'
import { DEVICE_CODE, type ClientMetadata, type Profile } from '../spec/client_metadata.ts'
import { metadataFault, type MetadataRefusal } from './metadata_refusal.ts'

const FAPI2_DEFAULTS = {
  token_endpoint_auth_method: 'private_key_jwt',
  token_endpoint_auth_signing_alg: 'EdDSA',
  require_pkce: true,
  require_pushed_authorization_requests: true,
  dpop_bound_access_tokens: true,
  refresh_token_rotation: 'none',
  request_object_profile: 'fapi2',
  id_token_signed_response_alg: 'EdDSA',
  authorization_signed_response_alg: 'EdDSA',
} as const satisfies Partial<ClientMetadata>

/** What a client is registered with where it says nothing itself. */
export const PROFILE_DEFAULTS = {
  oidc: {},
  'oauth2.1': { require_pkce: true },
  'fapi2-security': FAPI2_DEFAULTS,
  'fapi2-message-signing': { ...FAPI2_DEFAULTS, require_signed_request_object: true },
} as const satisfies Record<Profile, Partial<ClientMetadata>>

/** "shall use PS256, ES256, or EdDSA (using the Ed25519 variant)" (FAPI 2.0 Security Profile §5.4.1). */
const FAPI2_ALGORITHMS: readonly (string | undefined)[] = ['PS256', 'ES256', 'EdDSA']
const isFapi2Algorithm = (alg: string | undefined) => FAPI2_ALGORITHMS.includes(alg)
const ALGORITHM = 'must be PS256, ES256 or EdDSA'

const isHttpsOrLoopback = (uri: string): boolean => {
  const { protocol, hostname = '' } = parseUri(uri) ?? {}
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
}

interface ProfileRule {
  field: keyof ClientMetadata
  /** A sentence that goes on from the field's name. */
  must: string
  source: string
  holds: (metadata: ClientMetadata) => boolean
  in: Record<Profile, boolean>
}

const yes = true
const no = false
// prettier-ignore
const CODE_ALONE = { oidc: no, 'oauth2.1': yes, 'fapi2-security': yes, 'fapi2-message-signing': yes }
// prettier-ignore
const FAPI2      = { oidc: no, 'oauth2.1': no,  'fapi2-security': yes, 'fapi2-message-signing': yes }
// prettier-ignore
const SIGNED     = { oidc: no, 'oauth2.1': no,  'fapi2-security': no,  'fapi2-message-signing': yes }

/** Judged whenever a client is registered or changed, in its merged state. */
export const PROFILE_RULES: readonly ProfileRule[] = [
  {
    field: 'response_types',
    must: 'must be code alone',
    source: 'OAuth 2.1, FAPI 2.0 §5.3.2.2',
    holds: ({ response_types: types }) => types.every((type) => type === 'code'),
    in: CODE_ALONE,
  },
  {
    field: 'require_pkce',
    must: 'must be true',
    source: 'OAuth 2.1, FAPI 2.0 §5.3.2.2',
    holds: (metadata) => metadata.require_pkce || isPublicClient(metadata),
    in: CODE_ALONE,
  },
  {
    field: 'token_endpoint_auth_method',
    must: 'must be private_key_jwt',
    source: 'FAPI 2.0 §5.3.2.1',
    holds: ({ token_endpoint_auth_method: method }) => method === 'private_key_jwt',
    in: FAPI2,
  },
  {
    field: 'token_endpoint_auth_signing_alg',
    must: ALGORITHM,
    source: 'FAPI 2.0 §5.4.1',
    holds: ({ token_endpoint_auth_signing_alg: alg }) => isFapi2Algorithm(alg),
    in: FAPI2,
  },
  {
    field: 'assertion_audience',
    must: 'must be issuer',
    source: 'FAPI 2.0 §5.3.2.1',
    holds: ({ assertion_audience: audience }) => audience === 'issuer',
    in: FAPI2,
  },
  {
    field: 'require_pushed_authorization_requests',
    must: 'must be true',
    source: 'FAPI 2.0 §5.3.2.2',
    holds: ({ require_pushed_authorization_requests: isRequired }) => isRequired,
    in: FAPI2,
  },
  {
    field: 'grant_types',
    must: 'must hold no device_code, whose requests are neither pushed nor signed',
    source: 'FAPI 2.0 §5.3.2.2',
    holds: ({ grant_types: grants }) => !grants.includes(DEVICE_CODE),
    in: FAPI2,
  },
  {
    field: 'redirect_uris',
    must: 'must be https, or on a loopback host',
    source: 'FAPI 2.0 §5.3.2.2',
    holds: ({ redirect_uris: uris }) => uris.every(isHttpsOrLoopback),
    in: FAPI2,
  },
  {
    field: 'dpop_bound_access_tokens',
    must: 'must be true',
    source: 'FAPI 2.0 §5.3.2.1',
    holds: ({ dpop_bound_access_tokens: isBound }) => isBound,
    in: FAPI2,
  },
  {
    field: 'refresh_token_rotation',
    must: 'must be none',
    source: 'FAPI 2.0 §5.3.2.1',
    holds: ({ refresh_token_rotation: rotation }) => rotation === 'none',
    in: FAPI2,
  },
  {
    field: 'id_token_signed_response_alg',
    must: ALGORITHM,
    source: 'FAPI 2.0 §5.4.1',
    holds: ({ id_token_signed_response_alg: alg }) => isFapi2Algorithm(alg),
    in: FAPI2,
  },
  {
    field: 'authorization_signed_response_alg',
    must: ALGORITHM,
    source: 'FAPI 2.0 §5.4.1',
    holds: ({ authorization_signed_response_alg: alg }) => isFapi2Algorithm(alg),
    in: FAPI2,
  },
  {
    field: 'userinfo_signed_response_alg',
    must: ALGORITHM,
    source: 'FAPI 2.0 §5.4.1',
    holds: ({ userinfo_signed_response_alg: alg }) => alg === undefined || isFapi2Algorithm(alg),
    in: FAPI2,
  },
  {
    field: 'request_object_signing_alg',
    must: ALGORITHM,
    source: 'FAPI 2.0 §5.4.1',
    holds: ({ request_object_signing_alg: alg }) => alg === undefined || isFapi2Algorithm(alg),
    in: FAPI2,
  },
  {
    field: 'require_signed_request_object',
    must: 'must be true',
    source: 'FAPI 2.0 Message Signing §5.3.1',
    holds: ({ require_signed_request_object: isRequired }) => isRequired,
    in: SIGNED,
  },
  {
    field: 'request_object_profile',
    must: 'must be fapi2 or strict',
    source: 'FAPI 2.0 Message Signing §5.3.1',
    holds: ({ request_object_profile: profile }) => profile !== 'rfc9101',
    in: SIGNED,
  },
]

/** The first of its profile's rules that a client would break, or undefined. */
export function profileFault(metadata: ClientMetadata): MetadataRefusal | undefined {
  const broken = PROFILE_RULES.find((rule) => rule.in[metadata.profile] && !rule.holds(metadata))
  return broken && metadataFault(broken.field, `${broken.must} in the profile ${metadata.profile}`)
}

/** "shall issue authorization codes with a maximum lifetime of 60 seconds" (FAPI 2.0 Security Profile §5.3.2.2). */
const FAPI2_CODE_LIFETIME = MINUTE

/** How long a code of this client is good, in seconds. */
export const codeLifetime = (
  { profile }: Pick<ClientMetadata, 'profile'>,
  { authorization_code_lifetime: lifetime }: Pick<TenantSettings, 'authorization_code_lifetime'>,
): Seconds => (FAPI2[profile] ? Math.min(lifetime, FAPI2_CODE_LIFETIME) : lifetime)
