/**
 * The most common passwords of eight characters or more, in lower case, from the breaches that Django's list was made of.
 * `common_passwords.txt` holds them in their order, each as what it shares with the one before and what is new: a capital
 * letter says how many characters are shared, `A` for none. Packed so, they weigh a fifth less in the upload.
 */
import PACKED from './common_passwords.txt'

/** As the file holds them. */
export function unpackPasswords(packed: string): string[] {
  let last = ''
  return packed
    .split(/(?=[A-Z])/)
    .map((entry) => (last = last.slice(0, entry.charCodeAt(0) - FIRST) + entry.slice(1)))
}

/** @param passwords in lower case, without what is no letter of theirs; in any order */
export function packPasswords(passwords: readonly string[]): string {
  let last = ''
  return passwords
    .toSorted()
    .map((password) => {
      const shared = sharedLength(last, password)
      last = password
      return String.fromCharCode(FIRST + shared) + password.slice(shared)
    })
    .join('')
}

const FIRST = 'A'.charCodeAt(0)
const MOST_SHARED = 25

function sharedLength(one: string, other: string): number {
  const differs = [...other].findIndex((character, at) => character !== one[at])
  return Math.min(differs === -1 ? other.length : differs, MOST_SHARED)
}

let common: Set<string> | undefined

/** The list is unpacked by the first who needs it. @param text in lower case */
export const isCommonPassword = (text: string): boolean =>
  (common ??= new Set(unpackPasswords(PACKED))).has(text)
