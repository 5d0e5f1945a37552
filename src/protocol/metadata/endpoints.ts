/** Where our endpoints are: what discovery lists, what assertions may name as audience. */
/** The endpoints that clients authenticate at. */
export type ClientEndpoint =
  | 'token_endpoint'
  | 'pushed_authorization_request_endpoint'
  | 'introspection_endpoint'
  | 'revocation_endpoint'
  | 'device_authorization_endpoint'

export type Endpoint =
  | ClientEndpoint
  | 'authorization_endpoint'
  | 'userinfo_endpoint'
  | 'jwks_uri'
  | 'end_session_endpoint'
  | 'registration_endpoint'

/** All of them under the issuer, by the names of RFC 8414 §2. */
export const endpointUrls = (issuer: string): Record<Endpoint, string> => ({
  authorization_endpoint: `${issuer}/oauth/authorize`,
  token_endpoint: `${issuer}/oauth/token`,
  userinfo_endpoint: `${issuer}/oauth/userinfo`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
  introspection_endpoint: `${issuer}/oauth/introspect`,
  revocation_endpoint: `${issuer}/oauth/revoke`,
  // RFC 8628 §4.
  device_authorization_endpoint: `${issuer}/oauth/device_authorization`,
  end_session_endpoint: `${issuer}/oauth/logout`,
  registration_endpoint: `${issuer}/oauth/register`,
})
