/** What every cookie of ours is: for this host alone, over TLS alone, for no script and no other site (RFC 6265bis §4.1). */
export const HOST_COOKIE = {
  prefix: 'host',
  httpOnly: true,
  secure: true,
  sameSite: 'Lax',
  path: '/',
} as const
