/** scrypt (RFC 7914), as PHC strings carry it: `$scrypt$ln=14,r=8,p=1$<salt>$<hash>`, where N is 2 to the power of `ln`. */
import { scryptSync } from 'node:crypto'
import { fromBase64, utf8 } from '../../kernel/encoding.ts'
import type { ForeignScheme } from './foreign_hash.ts'

/** RFC 7914 §2. */
export interface ScryptCosts {
  /** The logarithm of N to base 2. */
  ln: number
  r: number
  p: number
}

/** It takes 128·N·r bytes, and an isolate has 128 MB for everything. */
const MOST_MEMORY = 32 * 2 ** 20
/** N·r·p: half a second or so. */
const MOST_WORK = 2 ** 20

export const isAffordable = ({ ln, r, p }: ScryptCosts): boolean =>
  ln >= 1 && r >= 1 && p >= 1 && 128 * 2 ** ln * r <= MOST_MEMORY && 2 ** ln * r * p <= MOST_WORK

/** Takes its time, at once. */
export function deriveByScrypt(
  password: string,
  salt: Uint8Array,
  { ln, r, p }: ScryptCosts,
  length: number,
): Uint8Array<ArrayBuffer> {
  // Node counts more than the 128·N·r bytes of the algorithm.
  const options = { N: 2 ** ln, r, p, maxmem: 2 * MOST_MEMORY }
  return new Uint8Array(scryptSync(utf8(password), salt, length, options))
}

const SCRYPT_STRING =
  /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,3}),p=(\d{1,3})\$([A-Za-z0-9+/]{1,86}={0,2})\$([A-Za-z0-9+/]{22,86}={0,2})$/

export const SCRYPT: ForeignScheme = {
  names: ['scrypt'],
  takes:
    'scrypt is taken as $scrypt$ln=…,r=…,p=…$salt$hash, with at most 32 MiB and 2^20 for N·r·p',
  read(text) {
    const [, ln, r, p, saltText = '', hashText = ''] = SCRYPT_STRING.exec(text) ?? []
    const costs = { ln: Number(ln), r: Number(r), p: Number(p) }
    const [salt, hash] = [fromBase64(saltText), fromBase64(hashText)]
    if (!salt?.length || !hash?.length || !isAffordable(costs)) return undefined
    return {
      verify: (password) =>
        crypto.subtle.timingSafeEqual(deriveByScrypt(password, salt, costs, hash.length), hash),
    }
  },
}
