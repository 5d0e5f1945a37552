/**
 * Passwords at rest: argon2id (RFC 9106), with what it cost beside the hash. A password is read in NFKC, so that it is
 * the same from every keyboard (NIST SP 800-63B §3.1.1.2), and whole: no NUL ends it, and nothing is cut off. A hash that
 * was imported is read as its scheme reads it, and replaced by one of ours when it was right.
 */
import { utf8 } from '../kernel/encoding.ts'
import { randomBytes } from '../kernel/random.ts'
import { argon2 } from './argon2.ts'
import { readImportedHash, type ForeignHash } from './foreign_hashes.ts'
import { formatPhcString, parsePhcString, type PasswordHash } from './phc_string.ts'

/** The first choice of OWASP's Password Storage Cheat Sheet: 19 MiB, two passes, one lane. */
const PARAMETERS = { memorySize: 19_456, iterations: 2, parallelism: 1 }
const SALT_LENGTH = 16
const HASH_LENGTH = 32

/** In UTF-16 code units, as `spec/admin/users.ts` counts them. */
const LONGEST_PASSWORD = 1024

/** What a password is checked against that is nobody's. */
const NOBODYS: PasswordHash = {
  type: 'argon2id',
  parameters: PARAMETERS,
  salt: new Uint8Array(SALT_LENGTH),
  hash: new Uint8Array(HASH_LENGTH),
}

/** Whether it can be anybody's password: what is empty, too long or no Unicode text is refused before hashing. */
export const isPossiblePassword = (password: string): boolean =>
  password.length > 0 && password.length <= LONGEST_PASSWORD && password.isWellFormed()

/**
 * Hashes a new password under a fresh salt.
 * @returns its PHC string
 * @throws RangeError for what `isPossiblePassword` refuses
 */
export async function hashPassword(password: string): Promise<string> {
  if (!isPossiblePassword(password)) throw new RangeError('this cannot be a password')
  const salt = randomBytes(SALT_LENGTH)
  const hash = argon2('argon2id', bytesOf(password), salt, PARAMETERS, HASH_LENGTH)
  return formatPhcString({ type: 'argon2id', parameters: PARAMETERS, salt, hash })
}

/**
 * Whether a password is the one that was hashed. Nobody's is never right, and costs the same time.
 * @param hash a PHC string, or what `importedHash` made; null for a person who has no password or does not exist
 * @returns `needsRehash` where it is right and was hashed by another system or under other parameters than ours
 */
export async function verifyPassword(
  password: string,
  hash: string | null,
): Promise<{ isRight: boolean; needsRehash: boolean }> {
  if (!isPossiblePassword(password)) return { isRight: false, needsRehash: false }
  const imported = hash === null ? undefined : readImportedHash(hash)
  if (imported) return verifyImported(password, imported)
  const known = hash === null ? undefined : readOwnHash(hash)
  const isRight = isHashOf(password, known ?? NOBODYS) && known !== undefined
  return { isRight, needsRehash: isRight && !isOurs(known) }
}

/**
 * Whoever is right is given a hash of ours next, and whoever is wrong pays for one too: so the two take the same time, and
 * neither less than nobody does.
 */
async function verifyImported(
  password: string,
  hash: ForeignHash,
): Promise<{ isRight: boolean; needsRehash: boolean }> {
  const isRight = await hash.verify(password)
  if (!isRight) isHashOf(password, NOBODYS)
  return { isRight, needsRehash: isRight }
}

/** Undefined for what we never made: argon2id is our only type. */
function readOwnHash(text: string): PasswordHash | undefined {
  const hash = parsePhcString(text)
  return hash?.type === 'argon2id' ? hash : undefined
}

function isHashOf(password: string, { type, parameters, salt, hash }: PasswordHash): boolean {
  const derived = argon2(type, bytesOf(password), salt, parameters, hash.length)
  return crypto.subtle.timingSafeEqual(derived, hash)
}

const bytesOf = (password: string): Uint8Array => utf8(password.normalize('NFKC'))

const isOurs = ({ parameters, salt, hash }: PasswordHash): boolean =>
  parameters.memorySize === PARAMETERS.memorySize &&
  parameters.iterations === PARAMETERS.iterations &&
  parameters.parallelism === PARAMETERS.parallelism &&
  salt.length >= SALT_LENGTH &&
  hash.length >= HASH_LENGTH
