/** Refusals at the authorization, sign-in and sign-out doors: OpenID Connect Core §3.1.2.6, RP-Initiated Logout 1.0. */
import { final, passing, type RefusalText } from './text.ts'

export const AUTHORIZATION_REFUSALS = {
  push_required: final(
    'invalid_request',
    'the client must push its requests',
    'Push the request to /oauth/par (RFC 9126) and send the request_uri that is answered.',
  ),
  grant_not_registered: final(
    'unauthorized_client',
    'the client may not use this grant',
    'Register the grant type for the client, and the response type where it is an authorization request.',
  ),
  front_channel_closed: final(
    'unsupported_response_type',
    'this provider hands out no tokens through the browser',
    'Set response_type to code. An operator can allow others by front_channel_tokens in the settings of the tenant.',
  ),
  nonce_missing: final(
    'invalid_request',
    'nonce is missing',
    'Send a random nonce: an ID token that comes through the browser is tied to its request by it.',
  ),
  openid_missing: final(
    'invalid_scope',
    'an ID token needs the scope openid',
    'Add openid to scope.',
  ),
  login_required: passing(
    'login_required',
    'the person must sign in',
    'prompt=none shows no page: send the person again without it.',
  ),
  consent_required: passing(
    'consent_required',
    'the person must consent',
    'prompt=none shows no page: send the person again without it.',
  ),
  account_selection_required: passing(
    'account_selection_required',
    'the person must choose an account',
    'prompt=none shows no page: send the person again without it.',
  ),
  terms_required: passing(
    'interaction_required',
    'the person must accept the terms of this provider',
    'prompt=none shows no page: send the person again without it.',
  ),
  resource_not_allowed: final(
    'invalid_target',
    'resource is not an API that scope asks something of',
    'Send the identifier of a registered resource server, to the letter, and at least one of its scopes.',
  ),
  acr_unmet: final(
    'unmet_authentication_requirements',
    'the person cannot be authenticated as strongly as the request demands',
    'Ask for an acr that acr_values_supported lists, or do not mark it as essential.',
  ),
  operator_required: final(
    'access_denied',
    'the person is no operator of this provider',
    'Ask for amphora:admin from operators alone: the admin API names one by {"admin": true} (docs/admin-api.md).',
  ),
  access_denied: passing(
    'access_denied',
    'the person declined',
    'Nothing to mend: show a page that offers to try again.',
  ),
  sign_in_unknown: passing(
    'invalid_request',
    'this sign-in is unknown, finished or too old',
    'Go back to the app and start again.',
  ),
  sign_in_elsewhere: passing(
    'invalid_request',
    'this sign-in began in another browser',
    'Go on where it began, or go back to the app and start again.',
  ),
  origin_foreign: final(
    'invalid_request',
    'this form was sent from another site',
    'Forms of this provider are only taken from its own pages.',
  ),
  id_token_hint_unusable: final(
    'invalid_request',
    'id_token_hint is not an ID token that this provider issued to the client',
    'Send an ID token that the client received from here, or leave the hint out.',
  ),
  persons_contradictory: final(
    'invalid_request',
    'the request insists on two different people',
    'Name one: id_token_hint and the values of sub in claims must be the same person.',
  ),
  post_logout_redirect_uri_unregistered: final(
    'invalid_request',
    'post_logout_redirect_uri is not registered for the client',
    'Register it exactly as it is sent, and send id_token_hint or client_id with it.',
  ),
  oauth_closed: passing(
    'temporarily_unavailable',
    'sign-in is switched off here',
    'The operator has set oauth_enabled to false.',
  ),
  try_again: passing(
    'temporarily_unavailable',
    'the provider cannot answer now',
    'Try again in a few seconds.',
  ),
  too_many_attempts: passing(
    'temporarily_unavailable',
    'too many attempts',
    'Wait as long as Retry-After says.',
  ),
  unexpected: passing(
    'server_error',
    'something went wrong here',
    'Tell the operator the request id.',
  ),
} as const satisfies Record<string, RefusalText>
