/** The providers that people may sign in with beside us: any that speaks OpenID Connect, and some by their name. */
export const UPSTREAM_KINDS = [
  'oidc',
  'google',
  'microsoft',
  'apple',
  'github',
  'facebook',
  'x',
  'gitlab',
  'discord',
  'linkedin',
] as const
export type UpstreamKind = (typeof UPSTREAM_KINDS)[number]

/** What becomes of somebody whom nobody here knows yet. */
export const SIGN_UPS = ['link_only', 'create'] as const
export type UpstreamSignUp = (typeof SIGN_UPS)[number]

/** In `trusts_email`: every address that the provider says it has verified. */
export const ANY_DOMAIN = '*'
