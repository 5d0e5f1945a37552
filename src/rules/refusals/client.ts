/** Refusals of a client: RFC 6749 §2.3, §5.2, RFC 7523 §3. */
import { final, type RefusalText } from './text.ts'

export const CLIENT_REFUSALS = {
  client_unknown: final(
    'invalid_client',
    'the client is not known',
    'Check the client_id. A client that was deleted or disabled is not known either.',
  ),
  client_authentication_missing: final(
    'invalid_client',
    'the client did not authenticate',
    'Authenticate as token_endpoint_auth_method says, and send client_id if it is none.',
  ),
  client_authentication_ambiguous: final(
    'invalid_request',
    'the client authenticates in more than one way',
    'Use one: the Authorization header, client_secret, or client_assertion (RFC 6749 §2.3).',
  ),
  /** The one answer to all that proves nothing: which client it was, and whether there is such, is not told. */
  client_authentication_failed: final(
    'invalid_client',
    'client authentication failed',
    'Check client_id, the secret or key, and that the method is the registered token_endpoint_auth_method.',
  ),
  client_assertion_typ: final(
    'invalid_client',
    'typ of client_assertion is that of another kind of JWT',
    'Set typ to client-authentication+jwt or JWT, or leave it out.',
  ),
  client_assertion_subject: final(
    'invalid_client',
    'iss and sub of client_assertion must both be the client_id',
    'Set both to your client_id (RFC 7523 §3).',
  ),
  client_assertion_audience: final(
    'invalid_client',
    'aud of client_assertion must be the issuer, as a string',
    'Set aud to `issuer` of the discovery document; or set assertion_audience of the client to oidc.',
  ),
  client_assertion_time: final(
    'invalid_client',
    'client_assertion has expired, is not valid yet or is valid for too long',
    'Sign one for every request; set exp to at most five minutes from now.',
  ),
  client_assertion_jti: final(
    'invalid_client',
    'client_assertion needs a jti of at most 256 characters',
    'Set jti to a fresh random string for every assertion.',
  ),
  client_assertion_spent: final(
    'invalid_client',
    'client_assertion was used before',
    'Sign a new one, with a new jti, for every request.',
  ),
} as const satisfies Record<string, RefusalText>
