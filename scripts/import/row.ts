/** What a converter makes of one account: a row for the admin API, or why there is none. */

/** A row of `POST /api/sso/v1/users/import`, as docs/import.md tells of it: judged there, and not here. */
export type ImportRow = Record<string, unknown>

export type Converted = { row: ImportRow } | { skipped: string }

/** An account of an export, before anything of it is believed. */
export type Account = { [member: string]: unknown }

export const isAccount = (value: unknown): value is Account =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined

/** Without the members that there are no values for. */
export const rowOf = (members: ImportRow): ImportRow =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))

/** The account that a text is, or undefined. */
export function parseAccount(text: string): Account | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return isAccount(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** A whole account that is not JSON is told of and left out, as the API does with a line. */
export const convertText = (text: string, convert: (account: Account) => Converted): Converted => {
  const account = parseAccount(text)
  return account ? convert(account) : { skipped: 'is not a JSON object' }
}

/** Base64 as a hash string has it: of the standard alphabet, whichever it came in. */
export const standardBase64 = (text: string): string =>
  text.replaceAll('-', '+').replaceAll('_', '/')
