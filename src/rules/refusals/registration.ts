/** Refusals where clients register themselves, beside those of what they say: RFC 7591 §3, RFC 7592 §2. */
import { final, passing, type RefusalText } from './text.ts'

export const REGISTRATION_REFUSALS = {
  registration_closed: final(
    'access_denied',
    'clients do not register themselves here',
    'Ask the operator to register the client, or to set registration of the tenant to token or open.',
  ),
  initial_access_token_missing: final(
    'invalid_token',
    'registration needs an initial access token',
    'Ask the operator for one, and send it in the Authorization header: Bearer, a space, the token (RFC 7591 §3).',
  ),
  /** One answer to all that is wrong with it. */
  initial_access_token_invalid: final(
    'invalid_token',
    'the initial access token is malformed, expired, revoked or used up',
    'Ask the operator for a new one.',
  ),
  registration_access_token_missing: final(
    'invalid_token',
    'there is no registration access token',
    'Send the registration_access_token of this client in the Authorization header (RFC 7592 §2).',
  ),
  registration_access_token_invalid: final(
    'invalid_token',
    'there is no client here that this registration access token is for',
    'Send the token to the registration_client_uri that it came with. A client that was deleted or disabled has none.',
  ),
  registrations_too_many: passing(
    'temporarily_unavailable',
    'too many registrations in a short time',
    'Wait, or register with an initial access token.',
  ),
  body_not_json: final(
    'invalid_client_metadata',
    'the body is not a JSON object',
    'Send the client metadata as a JSON object, Content-Type: application/json (RFC 7591 §3.1).',
  ),
} as const satisfies Record<string, RefusalText>
