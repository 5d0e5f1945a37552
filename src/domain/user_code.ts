/**
 * The code that a device shows and a person types: consonants alone, so that it is read aloud without mistakes and spells
 * no words (RFC 8628 §6.1).
 */
import type { Branded } from '../kernel/ids.ts'
import { randomBytes } from '../kernel/random.ts'

/** Eight letters in upper case, without the dash that people are shown: 34.5 bits. */
export type UserCode = Branded<'user_code'>

export const USER_CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ'
const LENGTH = 8
/** No code is longer however it is typed; the rest need not be read. */
const LONGEST_TYPED = 64

/** Every letter as likely as any other: bytes that would favour some are drawn again. */
export function newUserCode(): UserCode {
  const fair = 256 - (256 % USER_CODE_LETTERS.length)
  let code = ''
  while (code.length < LENGTH) {
    const letters = [...randomBytes(LENGTH)]
      .filter((byte) => byte < fair)
      .map((byte) => USER_CODE_LETTERS[byte % USER_CODE_LETTERS.length])
    code = (code + letters.join('')).slice(0, LENGTH)
  }
  return code as UserCode
}

/**
 * The code that was typed, in any case, with or without dash and spaces; undefined where it can be none.
 * "the server should strip dashes and other punctuation that it added for readability" (RFC 8628 §6.1), and whatever else
 * is none of its letters.
 */
export function readUserCode(typed: string): UserCode | undefined {
  const letters = [...typed.slice(0, LONGEST_TYPED).toUpperCase()]
    .filter((letter) => USER_CODE_LETTERS.includes(letter))
    .join('')
  return letters.length === LENGTH ? (letters as UserCode) : undefined
}

/** As people are shown it: `WDJB-MJHT`. */
export const spellUserCode = (code: UserCode): string => `${code.slice(0, 4)}-${code.slice(4)}`
