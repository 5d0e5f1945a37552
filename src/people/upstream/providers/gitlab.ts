/** GitLab, its own site or a self-hosted one, by OpenID Connect. */
import type { Provider } from './provider.ts'
import { standardProfile } from './read_claims.ts'

export const gitlab: Provider = {
  name: 'GitLab',
  issuer: 'https://gitlab.com',
  isHosted: true,
  scopes: ['openid', 'profile', 'email'],
  authentication: 'announced',
  again: { prompt: 'login' },
  profile: ({ claims }) => standardProfile(claims),
}
