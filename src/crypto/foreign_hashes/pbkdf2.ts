/**
 * PBKDF2 with HMAC (RFC 8018 §5.2), as PHC strings and passlib carry it: `$pbkdf2-sha256$i=600000,l=32$<salt>$<hash>` or
 * `$pbkdf2-sha256$600000$<salt>$<hash>`, where `.` may stand for `+`. Keycloak, Auth0, Python and .NET write these.
 */
import { pbkdf2 } from '@noble/hashes/pbkdf2.js'
import { sha1 } from '@noble/hashes/legacy.js'
import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { fromBase64, utf8 } from '../../kernel/encoding.ts'
import type { ForeignScheme } from './foreign_hash.ts'

interface Hash {
  /** As WebCrypto calls it. */
  name: string
  noble: typeof sha1 | typeof sha256 | typeof sha512
  /** Of its output, in bytes. */
  length: number
  /** What we are ready to compute. */
  mostIterations: number
}

const SHA1 = { name: 'SHA-1', noble: sha1, length: 20, mostIterations: 1_300_000 }
const HASHES: Record<string, Hash> = {
  pbkdf2: SHA1,
  'pbkdf2-sha1': SHA1,
  'pbkdf2-sha256': { name: 'SHA-256', noble: sha256, length: 32, mostIterations: 1_300_000 },
  'pbkdf2-sha512': { name: 'SHA-512', noble: sha512, length: 64, mostIterations: 650_000 },
}

/** In production the platform computes no more (workerd#1346), however much it does elsewhere. */
const MOST_NATIVE_ITERATIONS = 100_000

const PBKDF2_STRING =
  /^\$(pbkdf2(?:-sha(?:1|256|512))?)\$(?:i=)?([1-9]\d{0,6})(?:,l=(\d{1,3}))?\$([A-Za-z0-9+/]{1,172}={0,2})\$([A-Za-z0-9+/]{22,172}={0,2})$/

export const PBKDF2: ForeignScheme = {
  names: Object.keys(HASHES),
  takes:
    'PBKDF2 is taken as $pbkdf2-sha256$i=…$salt$hash, with at most 1300000 iterations, and 650000 of SHA-512',
  read(text) {
    const [, name = '', count, length, saltText = '', hashText = ''] =
      PBKDF2_STRING.exec(text.replaceAll('.', '+')) ?? []
    const hash = HASHES[name]
    const iterations = Number(count)
    const [salt, derived] = [fromBase64(saltText), fromBase64(hashText)]
    if (!hash || !salt?.length || !derived?.length || iterations > hash.mostIterations) {
      return undefined
    }
    if (length !== undefined && Number(length) !== derived.length) return undefined
    const expected = derived.slice(0, hash.length)
    return {
      verify: async (password) =>
        crypto.subtle.timingSafeEqual(
          await firstBlock(hash, password, salt, iterations, expected.length),
          expected,
        ),
    }
  },
}

/** Each block behind the first costs as much again, and tells nothing that the first does not. */
async function firstBlock(
  { name, noble }: Hash,
  password: string,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  length: number,
): Promise<BufferSource> {
  if (iterations > MOST_NATIVE_ITERATIONS) {
    return pbkdf2(noble, utf8(password), salt, { c: iterations, dkLen: length })
  }
  const key = await crypto.subtle.importKey('raw', utf8(password), 'PBKDF2', false, ['deriveBits'])
  const algorithm = { name: 'PBKDF2', hash: name, salt, iterations }
  return crypto.subtle.deriveBits(algorithm, key, 8 * length)
}
