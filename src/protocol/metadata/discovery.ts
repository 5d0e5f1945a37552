/** What we say of ourselves: OpenID Connect Discovery §3, RFC 8414 §2 and friends. Every member is true. */
import { ACR_VALUES } from '../../domain/authentication.ts'
import { OUR_MAPPINGS } from '../../domain/claim_mapping.ts'
import { offeredScopes, type TenantSettings } from '../../domain/settings.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { PROMPTS, RESPONSE_MODES } from '../../spec/authorization_request.ts'
import { CLAIM_NAMES } from '../../spec/claims.ts'
import {
  CLIENT_AUTHENTICATION_METHODS,
  GRANT_TYPES,
  SIGNING_ALGORITHMS,
  TOKEN_GRANT_TYPES,
  SIGNATURE_ALGORITHMS,
  SUBJECT_TYPES,
} from '../../spec/client_metadata.ts'
import { isOfFrontChannel, RESPONSE_TYPES } from '../../spec/response_type.ts'
import { DPOP_SIGNING_ALGORITHMS } from '../../spec/dpop.ts'
import { endpointUrls } from './endpoints.ts'

/** What clients sign their requests and assertions with: a secret by HS256, a key under both names of Ed25519; never `none`. */
const CLIENT_ALGORITHMS = [...SIGNATURE_ALGORITHMS]
const EVERY_METHOD = [...CLIENT_AUTHENTICATION_METHODS]

const PROTOCOL_CLAIMS = ['sub', 'iss', 'aud', 'exp', 'iat', 'auth_time', 'nonce']
const SESSION_CLAIMS = ['acr', 'amr', 'at_hash', 'sid']
/** Of an ID token that comes with the response itself. */
const FRONT_CHANNEL_CLAIMS = ['c_hash', 's_hash']

/** @param uiLocales the languages that our pages speak (BCP 47) */
export const discoveryDocument = (
  issuer: string,
  settings: TenantSettings,
  uiLocales: readonly string[],
): JsonObject => ({
  issuer,
  ...openEndpoints(issuer, settings),
  scopes_supported: offeredScopes(settings),
  response_types_supported: RESPONSE_TYPES.filter(
    (type) => settings.front_channel_tokens || !isOfFrontChannel(type),
  ),
  response_modes_supported: [...RESPONSE_MODES],
  grant_types_supported: settings.front_channel_tokens ? [...GRANT_TYPES] : [...TOKEN_GRANT_TYPES],
  subject_types_supported: [...SUBJECT_TYPES],
  id_token_signing_alg_values_supported: [...SIGNING_ALGORITHMS],
  acr_values_supported: [...ACR_VALUES],
  prompt_values_supported: [...PROMPTS],
  ui_locales_supported: [...uiLocales],
  claim_types_supported: ['normal'],
  claims_supported: [
    ...PROTOCOL_CLAIMS,
    ...SESSION_CLAIMS,
    ...(settings.front_channel_tokens ? FRONT_CHANNEL_CLAIMS : []),
    ...CLAIM_NAMES,
    ...new Set([...OUR_MAPPINGS, ...settings.claim_mappings].map(({ claim }) => claim)),
  ],
  claims_parameter_supported: true,
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
  userinfo_signing_alg_values_supported: [...SIGNING_ALGORITHMS],
  authorization_signing_alg_values_supported: [...SIGNING_ALGORITHMS],
  ...logoutMetadata,
  // Session Management §3.3.
  ...(settings.session_management && { check_session_iframe: `${issuer}/oauth/check_session` }),
  dpop_signing_alg_values_supported: [...DPOP_SIGNING_ALGORITHMS],
  ...requestMetadata(settings),
  ...clientAuthenticationMetadata(),
})

/** Back-Channel Logout §2.1, Front-Channel Logout §3. */
const logoutMetadata: JsonObject = {
  backchannel_logout_supported: true,
  backchannel_logout_session_supported: true,
  frontchannel_logout_supported: true,
  frontchannel_logout_session_supported: true,
}

/** All of them, and registration where clients may register themselves. */
function openEndpoints(issuer: string, { registration }: TenantSettings): JsonObject {
  const { registration_endpoint, ...always } = endpointUrls(issuer)
  const isOpen = registration === 'open' || registration === 'token'
  return { ...always, ...(isOpen && { registration_endpoint }) }
}

const requestMetadata = (settings: TenantSettings): JsonObject => ({
  request_parameter_supported: true,
  // Of a URI of the client's own, that we have to fetch; those that PAR hands out always work (RFC 9126).
  request_uri_parameter_supported: settings.request_uri_parameter,
  ...(settings.request_uri_parameter && { require_request_uri_registration: true }),
  request_object_signing_alg_values_supported: CLIENT_ALGORITHMS,
  // "the authorization server will reject any request that does not use a signed request object" (RFC 9101 §10.5).
  require_signed_request_object: settings.signed_requests === 'required',
})

const clientAuthenticationMetadata = (): JsonObject => ({
  token_endpoint_auth_methods_supported: EVERY_METHOD,
  token_endpoint_auth_signing_alg_values_supported: CLIENT_ALGORITHMS,
  revocation_endpoint_auth_methods_supported: EVERY_METHOD,
  revocation_endpoint_auth_signing_alg_values_supported: CLIENT_ALGORITHMS,
  introspection_endpoint_auth_methods_supported: EVERY_METHOD.filter((name) => name !== 'none'),
  introspection_endpoint_auth_signing_alg_values_supported: CLIENT_ALGORITHMS,
})
