/** X: OAuth alone, and no address. */
import { isJsonObject } from '../../../kernel/json.ts'
import type { Provider } from './provider.ts'
import { claimsOf, profileOf, readText, readWebUri } from './read_claims.ts'

export const x: Provider = {
  name: 'X',
  issuer: 'https://x.com',
  isHosted: false,
  // Whoever may read who somebody is must be allowed to read posts as well.
  scopes: ['users.read', 'tweet.read'],
  authentication: 'client_secret_basic',
  oauth: (issuer) => ({
    authorization: `${issuer}/i/oauth2/authorize`,
    token: 'https://api.x.com/2/oauth2/token',
    claims: 'https://api.x.com/2/users/me?user.fields=profile_image_url',
  }),
  profile({ claims: { data } }) {
    if (!isJsonObject(data)) return undefined
    const told = claimsOf({
      name: readText(data['name']),
      preferred_username: readText(data['username']),
      picture: readWebUri(data['profile_image_url']),
    })
    return profileOf(data['id'], told)
  },
}
