/** Refusals of a signed request: RFC 9101. */
import { final, passing, type RefusalText } from './text.ts'

export const REQUEST_OBJECT_REFUSALS = {
  request_missing: final(
    'invalid_request',
    'request parameter is required',
    'Send the parameters as a signed JWT in `request` (RFC 9101), with nothing beside it but client_id.',
  ),
  request_too_long: final(
    'invalid_request',
    'request is too long to be sent by way of the browser',
    'Push it to /oauth/par (RFC 9126) and send the request_uri that is answered; 12 KB is the limit here.',
  ),
  request_and_request_uri: final(
    'invalid_request',
    'request and request_uri exclude each other',
    'Send one of them.',
  ),
  request_uri_unsupported: final(
    'request_uri_not_supported',
    'a request_uri of the client is not taken here',
    'Send the JWT itself in `request`, or push it to /oauth/par; the operator can set request_uri_parameter.',
  ),
  request_uri_unregistered: final(
    'invalid_request_uri',
    'request_uri is not registered for this client',
    'Register it in request_uris exactly as it is sent: it is compared character by character, its fragment too.',
  ),
  request_uri_unreadable: passing(
    'invalid_request_uri',
    'no request object could be fetched from request_uri',
    'Answer 200 within 3 seconds, without a redirect, as application/oauth-authz-req+jwt and with at most 64 KB.',
  ),
  request_uri_pushed: final(
    'invalid_request',
    'request_uri must not be pushed',
    'Push the parameters, or a signed JWT of them in `request` (RFC 9126 §2.1).',
  ),
  request_uri_unknown: final(
    'invalid_request_uri',
    'request_uri is unknown, expired, used or of another client',
    'Push the request again and send the person on at once; a request_uri works once and for a short time.',
  ),
  request_object_malformed: final(
    'invalid_request_object',
    'request is not a signed JWT in compact form',
    'It must be three base64url parts without padding: header, JSON claims and signature (RFC 7515 §3.1).',
  ),
  request_object_header_forbidden: final(
    'invalid_request_object',
    'the header of request holds a member that is not accepted',
    'Leave out crit, b64, jku, jwk, x5u, x5c and zip; name a registered key by kid. jwk is for clients with embedded keys.',
  ),
  request_object_algorithm: final(
    'invalid_request_object',
    'request is not signed with the algorithm that the client registered',
    'Sign with the request_object_signing_alg of the client, or register the one that you use.',
  ),
  request_object_key: final(
    'invalid_request_object',
    'the header of request lacks a jwk that is a public key to verify with',
    'Put the public members of the Ed25519 or P-256 key that you sign with into jwk: this client registers none.',
  ),
  request_object_signature: final(
    'invalid_request_object',
    'the signature of request does not match a key of the client',
    'HS256: the key is the whole client_secret as UTF-8. Else: register the public key, and check kid; an embedded jwk must be the key that signs.',
  ),
  request_object_typ: final(
    'invalid_request_object',
    'typ of request is that of another kind of JWT',
    'Set typ to oauth-authz-req+jwt, or leave it out (RFC 9101 §10.8).',
  ),
  request_object_issuer: final(
    'invalid_request_object',
    'iss of request must be the client_id',
    'Set iss to your client_id, as a string.',
  ),
  request_object_client_id: final(
    'invalid_request_object',
    'client_id inside request must be the one outside',
    'Put the same client_id inside and outside (RFC 9101 §5).',
  ),
  request_object_subject: final(
    'invalid_request_object',
    'sub of request must not be the client',
    'Leave sub out: a JWT with it could pass as a client assertion (RFC 9101 §10.8).',
  ),
  request_object_audience: final(
    'invalid_request_object',
    'aud of request must be the issuer of this provider',
    'Set aud to `issuer` of the discovery document, to the letter.',
  ),
  request_object_nested: final(
    'invalid_request_object',
    'request must not hold request or request_uri',
    'Put the parameters themselves inside (RFC 9101 §4).',
  ),
  request_object_time_malformed: final(
    'invalid_request_object',
    'exp, nbf and iat of request must be numbers of seconds',
    'Write them as JSON numbers of seconds since 1970 (RFC 7519 §2), not milliseconds.',
  ),
  request_object_exp_missing: final(
    'invalid_request_object',
    'exp is missing in request',
    'Set exp to at most five minutes after iat.',
  ),
  request_object_nbf_missing: final(
    'invalid_request_object',
    'nbf is missing in request',
    'Set nbf to the time at which you sign.',
  ),
  request_object_expired: final(
    'invalid_request_object',
    'request has expired',
    'Sign a request when the person clicks, not before; check the clock of your server.',
  ),
  request_object_early: final(
    'invalid_request_object',
    'request is not valid yet',
    'nbf and iat lie in the future: check the clock of your server.',
  ),
  request_object_lifetime: final(
    'invalid_request_object',
    'request is valid for too long',
    'Set exp to at most five minutes after iat, or to what the operator allows.',
  ),
  request_object_jti: final(
    'invalid_request_object',
    'request needs a jti of at most 256 characters',
    'Set jti to a fresh random string for every request.',
  ),
  request_object_spent: final(
    'invalid_request_object',
    'request was used before',
    'Go back to the app and start again: each signed request works once, so sign a new one with a new jti.',
  ),
} as const satisfies Record<string, RefusalText>
