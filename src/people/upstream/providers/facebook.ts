/** Facebook: OAuth alone. Of an address it does not say whether it was verified. */
import { isJsonObject } from '../../../kernel/json.ts'
import type { Provider } from './provider.ts'
import { claimsOf, profileOf, readEmail, readText, readWebUri } from './read_claims.ts'

const GRAPH = 'https://graph.facebook.com/v23.0'

export const facebook: Provider = {
  name: 'Facebook',
  issuer: 'https://www.facebook.com',
  isHosted: false,
  scopes: ['public_profile', 'email'],
  authentication: 'client_secret_post',
  again: { auth_type: 'reauthenticate' },
  oauth: (issuer) => ({
    authorization: `${issuer}/v23.0/dialog/oauth`,
    token: `${GRAPH}/oauth/access_token`,
    claims: `${GRAPH}/me?fields=id,name,first_name,last_name,email,picture`,
  }),
  profile({ claims }) {
    const picture = isJsonObject(claims['picture']) ? claims['picture']['data'] : undefined
    const told = claimsOf({
      name: readText(claims['name']),
      given_name: readText(claims['first_name']),
      family_name: readText(claims['last_name']),
      picture: readWebUri(isJsonObject(picture) ? picture['url'] : undefined),
    })
    return profileOf(claims['id'], told, readEmail(claims['email'], false))
  },
}
