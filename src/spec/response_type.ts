/**
 * What an authorization response brings: OAuth 2.0 Multiple Response Types §3 and §5, OpenID Connect Core §3. `token`
 * alone is not there: it is no OpenID Connect, and nothing in its answer says for whom the token was issued.
 */
export const RESPONSE_TYPES = [
  'code',
  'id_token',
  'id_token token',
  'code id_token',
  'code token',
  'code id_token token',
] as const
export type ResponseType = (typeof RESPONSE_TYPES)[number]

export type ResponsePart = 'code' | 'id_token' | 'token'

/** The type that a text stands for: "the order of values does not matter" (RFC 6749 §3.1.1). */
export function responseTypeOf(text: string): ResponseType | undefined {
  const sorted = text.split(' ').toSorted().join(' ')
  return RESPONSE_TYPES.find((type) => type === sorted)
}

/** A device asks for no response: what it gets, it fetches (RFC 8628). */
export const brings = (type: ResponseType | undefined, part: ResponsePart): boolean =>
  type?.split(' ').includes(part) ?? false

/** Whether tokens come with the response itself, and so pass through the browser. */
export const isOfFrontChannel = (type: ResponseType): boolean => type !== 'code'
