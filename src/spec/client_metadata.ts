/**
 * What a client registers: OpenID Connect Registration 1.0 §2, RFC 7591 §2, RFC 9101 §10.5, RFC 9126 §6, RFC 9449 §5.2,
 * JARM §3, Back-Channel Logout §2.2, Front-Channel Logout §2, and, at the end, our own words. Names are the wire's; the
 * admin API answers this object as it is.
 */
import type { JWK } from 'jose'
import type { ResponseType } from './response_type.ts'

export const SIGNATURE_ALGORITHMS = [
  'HS256',
  'EdDSA',
  'Ed25519',
  'ES256',
  'PS256',
  'RS256',
] as const
/** What a request object or a client assertion may be signed with. `Ed25519` is EdDSA's RFC 9864 name. */
export type RequestSigningAlgorithm = 'HS256' | 'EdDSA' | 'ES256' | 'PS256' | 'RS256'
export const REQUEST_SIGNING_ALGORITHMS = ['HS256', 'EdDSA', 'ES256', 'PS256', 'RS256'] as const

/** What we sign with ourselves. */
export const SIGNING_ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'] as const
export type SigningAlgorithm = (typeof SIGNING_ALGORITHMS)[number]

export const CLIENT_AUTHENTICATION_METHODS = [
  'client_secret_basic',
  'client_secret_post',
  'client_secret_jwt',
  'private_key_jwt',
  'none',
] as const
export type ClientAuthenticationMethod = (typeof CLIENT_AUTHENTICATION_METHODS)[number]

/** RFC 8628 §3.4. */
export const DEVICE_CODE = 'urn:ietf:params:oauth:grant-type:device_code'

/** Those of the token endpoint. */
export const TOKEN_GRANT_TYPES = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  DEVICE_CODE,
] as const
export type TokenGrantType = (typeof TOKEN_GRANT_TYPES)[number]

/** `implicit` stands for what the authorization endpoint itself hands out (OpenID Connect Registration §2). */
export const GRANT_TYPES = [...TOKEN_GRANT_TYPES, 'implicit'] as const
export type GrantType = (typeof GRANT_TYPES)[number]

/** How strict a client's request objects are judged: ARCHITECTURE "Signed requests" 9. */
export const REQUEST_OBJECT_PROFILES = ['strict', 'fapi2', 'rfc9101'] as const
export type RequestObjectProfile = (typeof REQUEST_OBJECT_PROFILES)[number]

/** What a client may be at most: see `rules/profiles.ts`. */
export const PROFILES = ['oidc', 'oauth2.1', 'fapi2-security', 'fapi2-message-signing'] as const
export type Profile = (typeof PROFILES)[number]

/** Whose key signs request objects: one that was registered, or one that each of them brings along in its header. */
export const REQUEST_OBJECT_KEYS = ['registered', 'embedded'] as const
export type RequestObjectKey = (typeof REQUEST_OBJECT_KEYS)[number]

/** What a key can be made for in a browser, without its private half ever being seen. */
export const EMBEDDED_KEY_ALGORITHMS = ['EdDSA', 'ES256'] as const

/** OpenID Connect Core §8. */
export const SUBJECT_TYPES = ['public', 'pairwise'] as const
export type SubjectType = (typeof SUBJECT_TYPES)[number]

export interface ClientMetadata {
  client_name: string
  description?: string
  redirect_uris: string[]
  post_logout_redirect_uris: string[]
  grant_types: GrantType[]
  response_types: ResponseType[]
  token_endpoint_auth_method: ClientAuthenticationMethod
  /** What the client signs its assertions with; only where it does. Absent: any that its method and its keys allow. */
  token_endpoint_auth_signing_alg?: RequestSigningAlgorithm
  /** The scopes that it may ask for, separated by spaces (RFC 7591 §2). */
  scope: string
  jwks?: { keys: JWK[] }
  jwks_uri?: string
  application_type: 'web' | 'native'
  contacts?: string[]
  logo_uri?: string
  client_uri?: string
  policy_uri?: string
  tos_uri?: string
  id_token_signed_response_alg: SigningAlgorithm
  /** What userinfo is signed with, as a JWT. Absent: it is plain JSON. */
  userinfo_signed_response_alg?: SigningAlgorithm
  /** What signed authorization responses are signed with, where one is asked for (JARM §3). Absent: RS256. */
  authorization_signed_response_alg?: SigningAlgorithm
  /** Where its request objects may be fetched from (OpenID Connect Core §6.2). Compared whole, fragment and all. */
  request_uris?: string[]
  /**
   * Absent for a client that has neither a secret nor keys, and so cannot sign; and for one whose keys are embedded where
   * each browser may choose among `EMBEDDED_KEY_ALGORITHMS`.
   */
  request_object_signing_alg?: RequestSigningAlgorithm
  /** RFC 9101 §10.5. Only counts where the tenant's `signed_requests` is `per_client`. */
  require_signed_request_object: boolean
  /** RFC 9126 §6. */
  require_pushed_authorization_requests: boolean
  /** Where logout tokens are posted (Back-Channel Logout §2.2). */
  backchannel_logout_uri?: string
  /** That the client counts on a `sid`: every logout token has one. */
  backchannel_logout_session_required?: boolean
  /** What the page of a sign-out shows in a frame (Front-Channel Logout §2). */
  frontchannel_logout_uri?: string
  /** That the client counts on `iss` and `sid`: every such address gets both. */
  frontchannel_logout_session_required?: boolean
  /** RFC 9449 §5.2: the token endpoint refuses a request without a proof. */
  dpop_bound_access_tokens: boolean
  default_max_age?: number
  /** Whether every client knows a person by the same `sub`, or each sector by another (OpenID Connect Core §8). */
  subject_type: SubjectType
  /** Lists the redirect URIs of all clients of a sector, and names it by its host (§8.1). */
  sector_identifier_uri?: string
  /** Where a sign-in can be begun at the client itself (OpenID Connect Core §4). */
  initiate_login_uri?: string
  /** Kept as it was registered: `auth_time` is in every ID token, asked for or not. */
  require_auth_time: boolean

  // Our own words.
  profile: Profile
  /** Public clients must use PKCE whatever this says (RFC 9700 §2.1.1). */
  require_pkce: boolean
  /** Whether a person is asked once, each time, or never (first-party apps). */
  consent: 'remember' | 'always' | 'skip'
  refresh_token_rotation: 'rotate' | 'none'
  request_object_profile: RequestObjectProfile
  /** `embedded` is for apps without a backend: a grant belongs to the key that signed its request (docs/browser-apps.md). */
  request_object_key: RequestObjectKey
  /** Which `aud` of a client assertion is right: the issuer alone, or (`oidc`) the endpoint's URL too (OIDC Core §9). */
  assertion_audience: 'issuer' | 'oidc'
  /** Whoever signs in to it proves two factors, and sets a second one up who has none. */
  require_second_factor: boolean
  /** May introspect tokens that were not issued to it and do not name it as audience. */
  introspect_any: boolean
}
