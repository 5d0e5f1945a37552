/**
 * Bodies of `/api/sso/v1/oauth/clients`: the metadata of RFC 7591 §2 and our own words, and the short names `name`,
 * `scopes` and `public_key_pem`. Shapes only; what fits together is judged by `rules/client_metadata.ts`.
 */
import * as v from 'valibot'
import {
  CLIENT_AUTHENTICATION_METHODS,
  GRANT_TYPES,
  PROFILES,
  SIGNING_ALGORITHMS,
  REQUEST_OBJECT_KEYS,
  REQUEST_OBJECT_PROFILES,
  REQUEST_SIGNING_ALGORITHMS,
  SUBJECT_TYPES,
} from '../client_metadata.ts'
import { RESPONSE_TYPES, responseTypeOf } from '../response_type.ts'
import { erasable, omissible } from './entries.ts'
import { pageOf } from './pages.ts'
import {
  about,
  count,
  displayText,
  instant,
  publicJwk,
  scopeToken,
  secondsBetween,
  uri,
} from './values.ts'

/** `Ed25519` is the name that RFC 9864 gives EdDSA on that curve; the record says `EdDSA`. */
const oneName = <Name extends string>(alg: Name | 'Ed25519'): Name | 'EdDSA' =>
  alg === 'Ed25519' ? 'EdDSA' : alg

const requestSigningAlgorithm = v.pipe(
  v.picklist([...REQUEST_SIGNING_ALGORITHMS, 'Ed25519']),
  v.transform(oneName),
)
const signingAlgorithm = v.pipe(
  v.picklist([...SIGNING_ALGORITHMS, 'Ed25519']),
  v.transform(oneName),
)

/** In any order of its words. */
const responseType = about(
  `What it may ask the authorization endpoint for: ${RESPONSE_TYPES.join(', ')}`,
  v.pipe(
    v.string(),
    v.check((text) => responseTypeOf(text) !== undefined),
    v.transform((text) => responseTypeOf(text) ?? 'code'),
  ),
)

const uris = v.pipe(v.array(uri), v.maxLength(50))

/** Members of a key are open-ended (RFC 7517 §4); which keys are taken is judged by the cryptography floor. */
const jwks = v.strictObject({
  keys: v.pipe(v.array(v.looseObject({ kty: v.string() })), v.minLength(1), v.maxLength(20)),
})

/** Everything that a client registers, by the standards' names. */
export const metadata = {
  client_name: displayText,
  description: displayText,
  redirect_uris: about('Compared character by character', uris),
  post_logout_redirect_uris: uris,
  grant_types: v.pipe(v.array(v.picklist(GRANT_TYPES)), v.minLength(1)),
  response_types: v.array(responseType),
  token_endpoint_auth_method: v.picklist(CLIENT_AUTHENTICATION_METHODS),
  token_endpoint_auth_signing_alg: requestSigningAlgorithm,
  scope: about(
    'The scopes it may ask for, separated by spaces',
    v.pipe(v.string(), v.maxLength(2000), v.regex(/^[\x20\x21\x23-\x5b\x5d-\x7e]*$/)),
  ),
  jwks,
  jwks_uri: uri,
  application_type: v.picklist(['web', 'native']),
  contacts: v.pipe(v.array(displayText), v.maxLength(20)),
  logo_uri: uri,
  client_uri: uri,
  policy_uri: uri,
  tos_uri: uri,
  id_token_signed_response_alg: signingAlgorithm,
  userinfo_signed_response_alg: about(
    'Has userinfo answered as a signed JWT; plain JSON where it is not registered',
    signingAlgorithm,
  ),
  authorization_signed_response_alg: about(
    'For responses in a mode of JARM; RS256 where it is not registered',
    signingAlgorithm,
  ),
  request_object_signing_alg: requestSigningAlgorithm,
  request_uris: about(
    "Where its signed requests may be fetched from; counts where the tenant's request_uri_parameter is true",
    v.pipe(v.array(uri), v.maxLength(20)),
  ),
  require_signed_request_object: about(
    "Counts where the tenant's signed_requests is per_client (RFC 9101 §10.5)",
    v.boolean(),
  ),
  require_pushed_authorization_requests: v.boolean(),
  backchannel_logout_uri: about('Where logout tokens are posted', uri),
  backchannel_logout_session_required: v.boolean(),
  frontchannel_logout_uri: about('Shown in a frame of the page of a sign-out', uri),
  frontchannel_logout_session_required: v.boolean(),
  dpop_bound_access_tokens: about(
    'Whether every token request must bring a DPoP proof (RFC 9449 §5.2)',
    v.boolean(),
  ),
  default_max_age: secondsBetween(0, 31_536_000),
  subject_type: about('pairwise: another sub for each sector', v.picklist(SUBJECT_TYPES)),
  sector_identifier_uri: about('Lists every redirect URI; its host names the sector', uri),
  initiate_login_uri: about('Where a sign-in begins at the app itself; https alone', uri),
  require_auth_time: v.boolean(),
  profile: about(
    'What it is held to; the default is the default_profile of the tenant',
    v.picklist(PROFILES),
  ),
  require_pkce: about('Public clients must use PKCE whatever this says', v.boolean()),
  consent: about(
    'Whether a person is asked once, each time, or never',
    v.picklist(['remember', 'always', 'skip']),
  ),
  refresh_token_rotation: v.picklist(['rotate', 'none']),
  request_object_profile: about(
    'How strictly its signed requests are judged',
    v.picklist(REQUEST_OBJECT_PROFILES),
  ),
  request_object_key: about(
    'embedded: an app without a backend, whose requests are signed with a key that each brings along',
    v.picklist(REQUEST_OBJECT_KEYS),
  ),
  assertion_audience: about(
    'Which aud of a client assertion is right: the issuer alone, or the endpoint too',
    v.picklist(['issuer', 'oidc']),
  ),
  require_second_factor: about('Whether whoever signs in to it proves two factors', v.boolean()),
  introspect_any: about('May introspect tokens that were not issued to it', v.boolean()),
}

/** Other spellings of the above: one of a pair may be sent, both of a pair are answered. */
const spellings = {
  name: about('The same as client_name', displayText),
  scopes: about('The same as scope, as a list', v.pipe(v.array(scopeToken), v.maxLength(50))),
  public_key_pem: about(
    'SubjectPublicKeyInfo in PEM (RFC 7468 §13); becomes the one key of jwks',
    v.pipe(v.string(), v.maxLength(8192)),
  ),
}

export const clientRegistration = v.pipe(
  v.strictObject(omissible({ ...metadata, ...spellings })),
  v.examples([
    {
      name: 'My App',
      redirect_uris: ['https://myapp.example/callback', 'myapp://oauth/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'client_secret_post',
      scopes: ['openid', 'profile', 'email'],
    },
  ]),
)
export type ClientRegistration = v.InferOutput<typeof clientRegistration>

export const clientPatch = v.strictObject({
  ...erasable({ ...metadata, ...spellings }),
  disabled: v.exactOptional(v.boolean()),
})
export type ClientPatch = v.InferOutput<typeof clientPatch>

/** Which field each other spelling stands for. */
export const SPELLINGS = {
  name: 'client_name',
  scopes: 'scope',
  public_key_pem: 'jwks',
} as const satisfies Record<keyof typeof spellings, keyof typeof metadata>

export const secretRotation = v.strictObject({
  overlap: v.exactOptional(
    about(
      'For how many seconds the old secret still works beside the new one',
      secondsBetween(0, 30 * 86_400),
    ),
    0,
  ),
})

const always = [
  'client_name',
  'redirect_uris',
  'post_logout_redirect_uris',
  'grant_types',
  'response_types',
  'token_endpoint_auth_method',
  'scope',
  'application_type',
  'id_token_signed_response_alg',
  'require_signed_request_object',
  'require_pushed_authorization_requests',
  'dpop_bound_access_tokens',
  'subject_type',
  'require_auth_time',
  'profile',
  'require_pkce',
  'consent',
  'refresh_token_rotation',
  'request_object_profile',
  'request_object_key',
  'assertion_audience',
  'require_second_factor',
  'introspect_any',
] as const

const secretRecord = v.strictObject({
  id: v.string(),
  created_at: instant,
  expires_at: v.nullable(instant),
})

export const clientAnswer = v.strictObject({
  client_id: v.pipe(v.string(), v.examples(['client_9f2K1uXo3Jm7_Qe5Lw0aTg'])),
  ...omissible(metadata),
  ...v.pick(v.strictObject(metadata), always).entries,
  jwks: v.exactOptional(v.strictObject({ keys: v.array(publicJwk) })),
  name: displayText,
  scopes: v.array(scopeToken),
  disabled: v.boolean(),
  secrets: about('The secrets that work, without their values', v.array(secretRecord)),
  registration: v.exactOptional(
    about(
      'Of a client that registered itself: the id of the initial access token that it came by; null in open registration',
      v.strictObject({ initial_access_token: v.nullable(v.string()) }),
    ),
  ),
  client_id_issued_at: count,
  created_at: instant,
  updated_at: instant,
})

export type ClientAnswer = v.InferInput<typeof clientAnswer>

/** With the secret, when one has just been made; it is never shown again (RFC 7591 §3.2.1). */
export const clientWithSecret = v.strictObject({
  ...clientAnswer.entries,
  client_secret: v.exactOptional(v.pipe(v.string(), v.examples(['secret_…']))),
  client_secret_expires_at: v.exactOptional(count),
})
export type ClientWithSecret = v.InferInput<typeof clientWithSecret>

export const clientPage = pageOf(clientAnswer)
