/** What the token endpoint answers (RFC 6749 §5.1, OpenID Connect Core §3.1.3.3). */
export interface TokenResponse {
  access_token: string
  /** `DPoP` where the access token is bound to a key (RFC 9449 §5). */
  token_type: 'Bearer' | 'DPoP'
  /** Seconds. */
  expires_in: number
  /** Absent where the token carries none. */
  scope?: string
  id_token?: string
  refresh_token?: string
}
