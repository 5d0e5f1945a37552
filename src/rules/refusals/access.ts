/** Refusals at what an access token opens, and where tokens are asked about: RFC 6750 §3.1, RFC 7662, RFC 7009. */
import { final, type RefusalText } from './text.ts'

export const ACCESS_REFUSALS = {
  access_token_missing: final(
    'invalid_token',
    'there is no access token',
    'Send it in the Authorization header: Bearer, a space, the token (RFC 6750 §2.1).',
  ),
  access_token_ambiguous: final(
    'invalid_request',
    'the access token is there more than once',
    'Send it once: in the Authorization header or in the form (RFC 6750 §2).',
  ),
  access_token_invalid: final(
    'invalid_token',
    'the access token is malformed, expired or revoked',
    'Get a new one with the refresh token, or have the person sign in again.',
  ),
  access_token_scheme: final(
    'invalid_token',
    'the access token was sent under the wrong scheme',
    'Send it under its token_type: DPoP with a proof where it is bound to a key, else Bearer (RFC 9449 §7.1).',
  ),
  access_token_scope: final(
    'insufficient_scope',
    'the access token lacks the scope that this needs',
    'Ask for the scope openid when the person signs in.',
  ),
  introspection_public: final(
    'invalid_client',
    'a client that cannot authenticate may not ask about tokens',
    'Introspect as a client that has a secret or a key (RFC 7662 §2.1).',
  ),
  token_missing: final('invalid_request', 'token is missing', 'Send the token to ask about.'),
} as const satisfies Record<string, RefusalText>
