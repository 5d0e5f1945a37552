/** LinkedIn, by OpenID Connect: without a nonce in its ID tokens, and it refuses a client that sends a code_verifier. */
import type { Provider } from './provider.ts'
import { standardProfile } from './read_claims.ts'

export const linkedin: Provider = {
  name: 'LinkedIn',
  issuer: 'https://www.linkedin.com/oauth',
  isHosted: false,
  scopes: ['openid', 'profile', 'email'],
  authentication: 'client_secret_post',
  lacks: ['pkce', 'nonce'],
  /** `locale` may be an object there, which is left out. */
  profile: ({ claims }) => standardProfile(claims),
}
