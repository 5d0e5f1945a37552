/**
 * Password hashes that were made elsewhere. They are judged when they are imported, so that nobody who signs in later
 * makes us pay more than we are ready to, and stand in a person's record behind a mark: what has none is ours.
 */
import { err, ok, type Result } from '../kernel/result.ts'
import { ARGON2 } from './foreign_hashes/argon2.ts'
import { BCRYPT } from './foreign_hashes/bcrypt.ts'
import { FIREBASE_SCRYPT } from './foreign_hashes/firebase_scrypt.ts'
import type { ForeignHash, ForeignScheme } from './foreign_hashes/foreign_hash.ts'
import { PBKDF2 } from './foreign_hashes/pbkdf2.ts'
import { SCRYPT } from './foreign_hashes/scrypt.ts'

export type { ForeignHash }

const SCHEMES: readonly ForeignScheme[] = [BCRYPT, ARGON2, SCRYPT, FIREBASE_SCRYPT, PBKDF2]

const MARK = 'imported:'

/**
 * What a person's record holds of a hash that another system made.
 * @param text a PHC or modular crypt string
 * @returns or else a sentence that goes on from the field's name
 */
export function importedHash(text: string): Result<string, string> {
  const scheme = schemeOf(text)
  if (!scheme) return err(`must begin with ${KNOWN_BEGINNINGS}`)
  return scheme.read(text) ? ok(MARK + text) : err(`cannot be verified here: ${scheme.takes}`)
}

/** The hash behind the mark; undefined for one of ours. */
export function readImportedHash(kept: string): ForeignHash | undefined {
  if (!kept.startsWith(MARK)) return undefined
  const text = kept.slice(MARK.length)
  return schemeOf(text)?.read(text)
}

const schemeOf = (text: string): ForeignScheme | undefined => {
  const [before, name = ''] = text.split('$', 2)
  return before === '' ? SCHEMES.find(({ names }) => names.includes(name)) : undefined
}

const KNOWN_BEGINNINGS = SCHEMES.flatMap(({ names }) => names.map((name) => `$${name}$`)).join(', ')
