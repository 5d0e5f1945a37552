/** Google, by OpenID Connect. */
import type { Provider } from './provider.ts'
import { domainOf, readText, standardProfile } from './read_claims.ts'

export const google: Provider = {
  name: 'Google',
  issuer: 'https://accounts.google.com',
  isHosted: false,
  scopes: ['openid', 'profile', 'email'],
  authentication: 'client_secret_post',
  again: { prompt: 'select_account' },
  /**
   * An address is Google's own where it ends in gmail.com, or where `hd` says that its domain is one of Google
   * Workspace; another mailbox may have changed hands since Google looked at it.
   */
  profile({ claims }) {
    const domain = domainOf(claims['email'])
    const isWorkspace = readText(claims['hd'])?.toLowerCase() === domain
    return standardProfile(claims, domain === 'gmail.com' || isWorkspace)
  },
}
