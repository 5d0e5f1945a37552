/** Any provider that speaks OpenID Connect and is found by discovery. */
import type { Provider } from './provider.ts'
import { standardProfile } from './read_claims.ts'

export const oidc: Provider = {
  name: 'Single sign-on',
  issuer: null,
  isHosted: true,
  scopes: ['openid', 'profile', 'email'],
  authentication: 'announced',
  again: { prompt: 'login' },
  profile: ({ claims }) => standardProfile(claims),
}
