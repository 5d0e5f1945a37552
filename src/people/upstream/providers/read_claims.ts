/** Members of what a provider tells, taken only where they are what they should be: others wrote them. */
import type { JsonObject, JsonValue } from '../../../kernel/json.ts'
import type { StandardClaims } from '../../../spec/claims.ts'
import { isDisplayText } from '../../../spec/display_text.ts'
import type { UpstreamEmail, UpstreamProfile } from './provider.ts'

type Member = JsonValue | undefined

/** "It MUST NOT exceed 255 ASCII characters in length" (OpenID Connect Core §2); numbers are ids as well. */
export function readSubject(value: Member): string | undefined {
  const subject = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value
  return typeof subject === 'string' && /^[\x20-\x7e]{1,255}$/.test(subject) ? subject : undefined
}

/** A text that may be shown to people. */
export const readText = (value: Member): string | undefined =>
  typeof value === 'string' && value !== '' && isDisplayText(value) ? value : undefined

/** The address of a page or a picture, by https alone. */
export const readWebUri = (value: Member): string | undefined =>
  typeof value === 'string' &&
  /^https:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]{1,2000}$/.test(value)
    ? value
    : undefined

const readLocale = (value: Member): string | undefined =>
  typeof value === 'string' && /^[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*$/.test(value)
    ? value.slice(0, 64)
    : undefined

/** Without what is missing. */
export const claimsOf = (claims: {
  [Name in keyof StandardClaims]?: StandardClaims[Name] | undefined
}): StandardClaims =>
  Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined))

/** The standard claims that tell of a person's name and picture (OpenID Connect Core §5.1). */
export const standardClaims = (told: JsonObject): StandardClaims =>
  claimsOf({
    name: readText(told['name']),
    given_name: readText(told['given_name']),
    family_name: readText(told['family_name']),
    nickname: readText(told['nickname']),
    preferred_username: readText(told['preferred_username']),
    profile: readWebUri(told['profile']),
    picture: readWebUri(told['picture']),
    locale: readLocale(told['locale']),
  })

/**
 * The address. Only `true` says that it was verified: "JSON boolean" (OpenID Connect Core §5.1), and a text that says
 * `false` would be true for whoever asked for less.
 * @param isOwn whether the mailbox is the provider's own
 */
export function readEmail(
  address: Member,
  verified: Member,
  isOwn = false,
): UpstreamEmail | undefined {
  if (typeof address !== 'string' || address === '') return undefined
  const isVerified = verified === true
  return { address, isVerified, isOwn: isVerified && isOwn }
}

export const domainOf = (address: Member): string =>
  typeof address === 'string' ? (address.split('@').at(-1) ?? '').toLowerCase() : ''

/** Somebody as the standard claims tell of them; undefined for nobody. */
export function standardProfile(told: JsonObject, isOwn = false): UpstreamProfile | undefined {
  const email = readEmail(told['email'], told['email_verified'], isOwn)
  return profileOf(told['sub'], standardClaims(told), email)
}

export function profileOf(
  id: Member,
  claims: StandardClaims,
  email?: UpstreamEmail,
): UpstreamProfile | undefined {
  const subject = readSubject(id)
  return subject === undefined ? undefined : { subject, claims, ...(email && { email }) }
}
