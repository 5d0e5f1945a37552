/** argon2 of any type (RFC 9106), as PHC strings carry it: Keycloak, PHP, Python and Node write these. */
import { utf8 } from '../../kernel/encoding.ts'
import { argon2 } from '../argon2.ts'
import { parsePhcString } from '../phc_string.ts'
import type { ForeignHash, ForeignScheme } from './foreign_hash.ts'

export const ARGON2: ForeignScheme = {
  names: ['argon2id', 'argon2i', 'argon2d'],
  takes:
    'argon2 is taken as $argon2id$v=19$m=…,t=…,p=…$salt$hash, with at most m=65536, t=10 and p=9',
  read(text): ForeignHash | undefined {
    const read = parsePhcString(text)
    if (!read) return undefined
    const { type, parameters, salt, hash } = read
    return {
      verify: (password) =>
        crypto.subtle.timingSafeEqual(
          argon2(type, utf8(password), salt, parameters, hash.length),
          hash,
        ),
    }
  },
}
