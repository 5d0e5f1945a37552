/**
 * What a person may choose as a password (NIST SP 800-63B-4 §3.1.1.2): long enough, no matter of which characters, and
 * nothing that is guessed first. `common_passwords.ts` knows the most common ones of eight characters or more from the
 * breaches that Django's list was made of, in lower case.
 */
import type { TenantSettings } from '../domain/settings.ts'
import { isCommonPassword } from './common_passwords.ts'

export type PasswordFault = 'short' | 'long' | 'common'

export interface Circumstances {
  /** The least number of characters that the tenant takes: `password_min_length`. */
  shortest: number
  /** Words that belong to the place, such as its name and the person's address. */
  known: readonly string[]
}

/** What a tenant asks of the password of whoever goes by this address. */
export const passwordTerms = (
  { name, password_min_length: shortest }: TenantSettings,
  email: string,
): Circumstances => ({ shortest, known: [name, email, email.slice(0, email.indexOf('@'))] })

/** In UTF-16 code units, as `crypto/password.ts` takes them. */
const LONGEST = 1024

/** @returns why it will not do; undefined for one that will */
export function passwordFault(
  password: string,
  { shortest, known }: Circumstances,
): PasswordFault | undefined {
  // "each Unicode code point SHALL be counted as a single character"
  if ([...password.normalize('NFKC')].length < shortest) return 'short'
  if (password.length > LONGEST || !password.isWellFormed()) return 'long'
  return isGuessedFirst(password, known) ? 'common' : undefined
}

/**
 * Passwords from breaches, and words that belong to the place, are refused. Compared whole, as the standard asks,
 * whatever the case of the letters; and one of them said again and again is no better than said once.
 */
function isGuessedFirst(password: string, known: readonly string[]): boolean {
  const text = password.normalize('NFKC').toLowerCase()
  const unit = repeatedUnit(text)
  const words = known.map((word) => word.normalize('NFKC').toLowerCase())
  return (
    unit.length < 4 || [text, unit].some((each) => isCommonPassword(each) || words.includes(each))
  )
}

/** The shortest text of which it is nothing but repetitions: `abc` of `abcabc`, and itself of most. */
const repeatedUnit = (text: string): string => text.slice(0, (text + text).indexOf(text, 1))
