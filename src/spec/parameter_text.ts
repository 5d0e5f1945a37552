/** The text and the lists of words that the parameters of an authorization request are. */
import type { JsonValue } from '../kernel/json.ts'
import { err, ok, type Result } from '../kernel/result.ts'

/** Longest values in UTF-8 bytes; the standards set none. */
export const LONGEST = { state: 2048, nonce: 512, other: 4096, id_token_hint: 8192 } as const

/** Text that can be given back as it came: U+FFFD stands where a form was not UTF-8. */
export function parseText(
  value: JsonValue | undefined,
  longest: number,
): Result<string | undefined, 'malformed' | 'too_long'> {
  if (value === undefined) return ok(undefined)
  if (typeof value !== 'string' || !value.isWellFormed() || value.includes('\ufffd')) {
    return err('malformed')
  }
  return new TextEncoder().encode(value).length > longest ? err('too_long') : ok(value)
}

/** A list of words separated by spaces; undefined where it is not one. */
export function parseWords(value: JsonValue | undefined): string[] | undefined {
  const text = parseText(value, LONGEST.other)
  return text.ok ? [...new Set((text.value ?? '').split(' ').filter(Boolean))] : undefined
}
