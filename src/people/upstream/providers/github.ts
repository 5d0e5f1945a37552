/** GitHub, its own site or an Enterprise Server: OAuth alone. */
import { isJsonObject, type JsonValue } from '../../../kernel/json.ts'
import type { Provider } from './provider.ts'
import { claimsOf, profileOf, readEmail, readText, readWebUri } from './read_claims.ts'

const OWN_SITE = 'https://github.com'

export const github: Provider = {
  name: 'GitHub',
  issuer: OWN_SITE,
  isHosted: true,
  scopes: ['read:user', 'user:email'],
  authentication: 'client_secret_post',
  again: { prompt: 'select_account' },
  oauth(issuer) {
    const api = issuer === OWN_SITE ? 'https://api.github.com' : `${issuer}/api/v3`
    return {
      authorization: `${issuer}/login/oauth/authorize`,
      token: `${issuer}/login/oauth/access_token`,
      claims: `${api}/user`,
      emails: `${api}/user/emails`,
    }
  },
  /** The address of the profile is what somebody likes to show; the primary one of their list is the one they use. */
  profile({ claims, emails }) {
    const told = claimsOf({
      name: readText(claims['name']) ?? readText(claims['login']),
      preferred_username: readText(claims['login']),
      profile: readWebUri(claims['html_url']),
      picture: readWebUri(claims['avatar_url']),
    })
    const primary = primaryOf(emails)
    return profileOf(claims['id'], told, readEmail(primary?.['email'], primary?.['verified']))
  },
}

const primaryOf = (emails: JsonValue | undefined) =>
  Array.isArray(emails)
    ? emails.filter(isJsonObject).find((each) => each['primary'] === true)
    : undefined
