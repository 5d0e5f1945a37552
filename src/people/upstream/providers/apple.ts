/** Apple: OpenID Connect whose answer is posted, whose client secret is a JWT, and which tells a name only once. */
import { isJsonObject, type JsonValue } from '../../../kernel/json.ts'
import type { Provider } from './provider.ts'
import { claimsOf, domainOf, profileOf, readEmail, readText } from './read_claims.ts'

const OWN_DOMAINS = ['icloud.com', 'me.com', 'mac.com', 'privaterelay.appleid.com']

export const apple: Provider = {
  name: 'Apple',
  issuer: 'https://appleid.apple.com',
  isHosted: false,
  scopes: ['openid', 'name', 'email'],
  authentication: 'apple',
  // Asked for a name or an address, Apple answers no other way.
  parameters: { response_mode: 'form_post' },
  profile({ claims, posted }) {
    // "may either be a string ("true" or "false") or a Boolean", says Apple of its own claim.
    const isVerified = claims['email_verified'] === true || claims['email_verified'] === 'true'
    const isOwn = OWN_DOMAINS.includes(domainOf(claims['email']))
    const email = readEmail(claims['email'], isVerified, isOwn)
    return profileOf(claims['sub'], nameOf(posted?.['name']), email)
  },
}

function nameOf(name: JsonValue | undefined) {
  if (!isJsonObject(name)) return {}
  const given = readText(name['firstName'])
  const family = readText(name['lastName'])
  const whole = readText([given, family].filter(Boolean).join(' '))
  return claimsOf({ name: whole, given_name: given, family_name: family })
}
