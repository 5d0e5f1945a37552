/**
 * bcrypt (Provos and Mazières, 1999), as Auth0, PHP, Ruby and many others write it. It reads the first 72 bytes of a
 * password and no more: until the hash is replaced, what comes after them does not count.
 */
import { compareSync } from 'bcryptjs'
import type { ForeignScheme } from './foreign_hash.ts'

/** 2^14 rounds take us a second or two. */
const MOST_COST = 14

export const BCRYPT: ForeignScheme = {
  names: ['2a', '2b', '2y'],
  takes: `bcrypt is taken as $2b$cost$salt-and-hash, with a cost of 04 to ${MOST_COST}`,
  read(text) {
    const [, cost] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(text) ?? []
    const isWithinBounds = Number(cost) >= 4 && Number(cost) <= MOST_COST
    return isWithinBounds ? { verify: (password) => compareSync(password, text) } : undefined
  },
}
