/** Refusals of the parameters of an authorization request: RFC 6749 §4.1.1, OpenID Connect Core §3.1.2.1. */
import type { ParameterFault } from '../../spec/authorization_request_parser.ts'
import { final, type RefusalText } from './text.ts'

export const PARAMETER_REFUSALS = {
  parameter_repeated: final(
    'invalid_request',
    'a parameter is there more than once',
    'Send each parameter once, in the query or in the body (RFC 6749 §3.1).',
  ),
  parameter_malformed: final(
    'invalid_request',
    'a parameter is malformed',
    'Parameters are text in UTF-8; inside a request object they are JSON strings.',
  ),
  parameter_too_long: final('invalid_request', 'a parameter is too long', 'Shorten it.'),
  client_id_missing: final(
    'invalid_request',
    'client_id is missing',
    'Send client_id beside `request` as well as inside it (RFC 9101 §5).',
  ),
  response_type_missing: final(
    'invalid_request',
    'response_type is missing',
    'Set response_type, to code if in doubt.',
  ),
  response_type_unsupported: final(
    'unsupported_response_type',
    'response_type is not supported',
    'Set response_type to one that response_types_supported lists in discovery: code is always there.',
  ),
  response_mode_unsupported: final(
    'invalid_request',
    'response_mode is not supported',
    'Use query, fragment or form_post, or one of them signed (query.jwt), or leave it out.',
  ),
  response_mode_exposes_tokens: final(
    'invalid_request',
    'tokens must not travel in a query',
    'Use fragment or form_post, or one of them signed, or leave response_mode out (OAuth 2.0 Multiple Response Types §5).',
  ),
  redirect_uri_missing: final(
    'invalid_request',
    'redirect_uri is missing',
    'Send one of the URIs that are registered for the client.',
  ),
  redirect_uri_malformed: final(
    'invalid_request',
    'redirect_uri must be a string',
    'Send one of the URIs that are registered for the client.',
  ),
  redirect_uri_unregistered: final(
    'invalid_request',
    'redirect_uri is not registered for this client',
    'Register the URI exactly as it is sent: it is compared character by character.',
  ),
  scope_missing: final('invalid_scope', 'scope is missing', 'Set scope, for example to openid.'),
  scope_malformed: final(
    'invalid_scope',
    'scope is malformed',
    'Write scopes separated by single spaces, in one string (RFC 6749 §3.3).',
  ),
  scope_not_allowed: final(
    'invalid_scope',
    'scope holds one that the client may not ask for',
    'Register the scope for the client; custom scopes are made in the settings of the tenant first.',
  ),
  state_malformed: final('invalid_request', 'state is malformed', 'Send a string in UTF-8.'),
  state_too_long: final(
    'invalid_request',
    'state is longer than 2048 bytes',
    'Keep what must survive in your session and send a key to it as state.',
  ),
  nonce_malformed: final('invalid_request', 'nonce is malformed', 'Send a string in UTF-8.'),
  nonce_too_long: final(
    'invalid_request',
    'nonce is longer than 512 bytes',
    'Send a random string; 43 characters are plenty.',
  ),
  code_challenge_missing: final(
    'invalid_request',
    'PKCE is required: code_challenge is missing',
    'Send code_challenge and code_challenge_method=S256 (RFC 7636); public clients always must.',
  ),
  code_challenge_malformed: final(
    'invalid_request',
    'code_challenge is malformed',
    'Send the SHA-256 of the code_verifier in base64url without padding: 43 characters (RFC 7636 §4.2).',
  ),
  code_challenge_method_unsupported: final(
    'invalid_request',
    'code_challenge_method must be S256',
    'Set code_challenge_method to S256; plain is not supported, and it is what a missing one means.',
  ),
  prompt_create_unsupported: final(
    'invalid_request',
    'prompt=create is not supported here',
    'Look at prompt_values_supported of the discovery document: accounts cannot be made by whoever comes.',
  ),
  prompt_malformed: final(
    'invalid_request',
    'prompt is malformed',
    'Use none or create alone, or any of login, consent and select_account separated by spaces.',
  ),
  max_age_malformed: final(
    'invalid_request',
    'max_age must be a number of seconds',
    'Send a whole number that is not negative.',
  ),
  claims_malformed: final(
    'invalid_request',
    'claims is malformed',
    'Send a JSON object with id_token and userinfo as in OpenID Connect Core §5.5.',
  ),
  claims_too_long: final(
    'invalid_request',
    'claims is longer than 8192 bytes',
    'Ask for fewer claims, or by scope.',
  ),
  dpop_jkt_malformed: final(
    'invalid_request',
    'dpop_jkt is not a thumbprint',
    'Send the SHA-256 thumbprint of the key (RFC 7638), base64url: 43 characters (RFC 9449 §10).',
  ),
  resource_malformed: final(
    'invalid_target',
    'resource is malformed',
    'Send the identifier of an API, or several parameters of that name; in a request object, a list (RFC 8707 §2).',
  ),
  dpop_jkt_other_key: final(
    'invalid_request',
    'dpop_jkt is not the key that signed request',
    'Leave dpop_jkt out: what comes of this request is bound to the jwk of its header.',
  ),
} as const satisfies Record<ParameterFault, RefusalText> & Record<string, RefusalText>
