/** Refusals of the token endpoint: RFC 6749 §5.2, RFC 7636 §4.6. */
import { final, type RefusalText } from './text.ts'

export const TOKEN_REFUSALS = {
  body_not_form: final(
    'invalid_request',
    'the body must be a form',
    'Send application/x-www-form-urlencoded by POST, with all parameters in the body.',
  ),
  body_too_large: final(
    'invalid_request',
    'the body is larger than 64 KiB',
    'Send the parameters of this endpoint and nothing else.',
  ),
  method_wrong: final(
    'invalid_request',
    'this address does not take the method',
    'The Allow header of the answer names those that it takes.',
  ),
  credentials_in_url: final(
    'invalid_request',
    'the URL holds what belongs into the body',
    'URLs are kept in logs: send secrets, codes and tokens in the body (RFC 6749 §2.3.1), and change what was sent.',
  ),
  grant_type_missing: final(
    'invalid_request',
    'grant_type is missing',
    'Set grant_type, for example to authorization_code.',
  ),
  grant_type_unsupported: final(
    'unsupported_grant_type',
    'grant_type is not supported',
    'Use one that grant_types_supported lists in the discovery document.',
  ),
  code_missing: final('invalid_request', 'code is missing', 'Send the code that came back.'),
  /** One answer for unknown, foreign, expired, used and ended: a stranger learns nothing from trying. */
  code_invalid: final(
    'invalid_grant',
    'code is unknown, expired, used or of another client',
    'Redeem each code once and at once, as the client that it was issued to; then start again.',
  ),
  code_redirect_uri: final(
    'invalid_grant',
    'redirect_uri is not the one of the authorization request',
    'Send the same redirect_uri as in the authorization request (RFC 6749 §4.1.3).',
  ),
  code_verifier_wrong: final(
    'invalid_grant',
    'code_verifier does not match the code_challenge',
    'Keep the code_verifier of this very request in the session; send none where there was no challenge.',
  ),
  refresh_token_missing: final(
    'invalid_request',
    'refresh_token is missing',
    'Send the newest refresh token.',
  ),
  refresh_token_invalid: final(
    'invalid_grant',
    'refresh_token is unknown, expired, used, revoked or of another client',
    'Keep the newest refresh token of every answer; when it is refused, have the person sign in again.',
  ),
  resource_not_granted: final(
    'invalid_target',
    'resource is none that was granted',
    'Ask for one of the authorization request, or leave it out for all of them (RFC 8707 §2.2).',
  ),
  scope_exceeds_grant: final(
    'invalid_scope',
    'scope holds one that was not granted',
    'Ask for the granted scopes or fewer (RFC 6749 §6).',
  ),
} as const satisfies Record<string, RefusalText>
