/** Discord: OAuth alone. */
import type { Provider } from './provider.ts'
import { claimsOf, profileOf, readEmail, readText } from './read_claims.ts'

const API = 'https://discord.com/api'

export const discord: Provider = {
  name: 'Discord',
  issuer: 'https://discord.com',
  isHosted: false,
  scopes: ['identify', 'email'],
  authentication: 'client_secret_post',
  again: { prompt: 'consent' },
  oauth: (issuer) => ({
    authorization: `${issuer}/oauth2/authorize`,
    token: `${API}/oauth2/token`,
    claims: `${API}/users/@me`,
  }),
  profile({ claims }) {
    const told = claimsOf({
      name: readText(claims['global_name']) ?? readText(claims['username']),
      preferred_username: readText(claims['username']),
      locale: readText(claims['locale']),
    })
    return profileOf(claims['id'], told, readEmail(claims['email'], claims['verified']))
  },
}
