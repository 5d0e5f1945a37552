import { describe, expect, it } from 'vitest'
import { hashPassword, isPossiblePassword, verifyPassword } from './password.ts'

const RIGHT = { isRight: true, needsRehash: false }
const WRONG = { isRight: false, needsRehash: false }

describe('isPossiblePassword', () => {
  it.each([
    { name: 'one character', given: 'a', expect: true },
    { name: '1024 characters', given: 'a'.repeat(1024), expect: true },
    { name: 'spaces only', given: '   ', expect: true },
    { name: 'a NUL', given: 'before\0after', expect: true },
    { name: 'an emoji', given: '\u{1f3fa}', expect: true },
    { name: 'nothing', given: '', expect: false },
    { name: '1025 characters', given: 'a'.repeat(1025), expect: false },
    { name: 'a mebibyte', given: 'a'.repeat(2 ** 20), expect: false },
    { name: 'half of a surrogate pair', given: 'horse\ud83d', expect: false },
    { name: 'the other half', given: '\udc0ehorse', expect: false },
  ])('$name: $expect', ({ given, expect: isPossible }) => {
    expect(isPossiblePassword(given)).toBe(isPossible)
  })
})

describe('hashPassword', () => {
  it('answers a PHC string with what it cost, and another each time', async () => {
    const [one, other] = await Promise.all([hashPassword('horse'), hashPassword('horse')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(other).not.toBe(one)
  })

  it.each([{ given: '' }, { given: 'a'.repeat(1025) }, { given: '\ud800' }])(
    'refuses before hashing what cannot be a password',
    async ({ given }) => {
      await expect(hashPassword(given)).rejects.toThrow(RangeError)
    },
  )
})

describe('verifyPassword', () => {
  it.each([
    { name: 'the same', hashed: 'correct horse', given: 'correct horse', expect: RIGHT },
    { name: 'another', hashed: 'correct horse', given: 'correct house', expect: WRONG },
    { name: 'other case', hashed: 'correct horse', given: 'Correct horse', expect: WRONG },
    { name: 'a space at the end', hashed: 'horse', given: 'horse ', expect: WRONG },
    { name: 'other text behind a NUL', hashed: 'horse\0a', given: 'horse\0b', expect: WRONG },
    { name: 'no text behind a NUL', hashed: 'horse\0a', given: 'horse', expect: WRONG },
    {
      name: 'another 73rd byte',
      hashed: `${'é'.repeat(36)}a`,
      given: `${'é'.repeat(36)}b`,
      expect: WRONG,
    },
    {
      name: '1024 long, another last',
      hashed: 'a'.repeat(1024),
      given: `${'a'.repeat(1023)}b`,
      expect: WRONG,
    },
    { name: 'NFD for NFC', hashed: 'caf\u00e9', given: 'cafe\u0301', expect: RIGHT },
    { name: 'full width for narrow (NFKC)', hashed: 'horse', given: 'ｈｏｒｓｅ', expect: RIGHT },
    { name: 'what cannot be one', hashed: 'horse', given: 'horse\ud800', expect: WRONG },
  ])('$name (ASVS 6.2.8)', async ({ hashed, given, expect: answer }) => {
    expect(await verifyPassword(given, await hashPassword(hashed))).toEqual(answer)
  })

  /** From test.c of the reference implementation: the hashes of "password" under the salt "somesalt". */
  const REFERENCE = [
    '$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4',
    '$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc',
    '$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  ]

  it.each(REFERENCE)('knows %s, and says that it is not hashed as ours are', async (hash) => {
    expect(await verifyPassword('password', hash)).toEqual({ isRight: true, needsRehash: true })
    expect(await verifyPassword('passwore', hash)).toEqual(WRONG)
  })

  const [, , reference = ''] = REFERENCE

  it.each([
    { name: 'nobody', hash: null },
    { name: 'an empty string', hash: '' },
    { name: 'no hash', hash: 'password' },
    { name: 'argon2i', hash: reference.replace('argon2id', 'argon2i') },
    { name: 'an older version', hash: reference.replace('v=19', 'v=16') },
    { name: 'less memory than the algorithm takes', hash: reference.replace('65536', '7') },
    { name: 'more memory than we have', hash: reference.replace('65536', '999999') },
    { name: 'more passes than we make', hash: reference.replace('t=2', 't=99') },
    { name: 'no passes', hash: reference.replace('t=2', 't=0') },
    { name: 'a short salt', hash: reference.replace('c29tZXNhbHQ', 'c29tc2FsdA') },
    { name: 'a hash of one byte', hash: reference.replace(/[^$]+$/, 'CT') },
    { name: 'no hash at its end', hash: reference.replace(/[^$]+$/, '') },
    { name: 'a line behind it', hash: `${reference}\n` },
  ])('is never right for $name', async ({ hash }) => {
    expect(await verifyPassword('password', hash)).toEqual(WRONG)
  })

  const bcrypt = 'imported:$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW'

  it('knows a hash that was imported, and says that it is to be replaced', async () => {
    expect(await verifyPassword('U*U', bcrypt)).toEqual({ isRight: true, needsRehash: true })
    expect(await verifyPassword('U*V', bcrypt)).toEqual(WRONG)
    expect(await verifyPassword('U*U', bcrypt.replace('imported:', ''))).toEqual(WRONG)
    expect(await verifyPassword('U*U', bcrypt.replace('2b', '1'))).toEqual(WRONG)
  })

  it('never costs less for a hash that was imported than for nobody (ASVS 6.3.8)', async () => {
    const shortest = { imported: Infinity, nobody: Infinity }
    const measure = async (who: keyof typeof shortest, hash: string | null) => {
      const begun = performance.now()
      await verifyPassword('wrong', hash)
      shortest[who] = Math.min(shortest[who], performance.now() - begun)
    }
    for (let round = 0; round < 5; round++) {
      await measure('imported', bcrypt)
      await measure('nobody', null)
    }
    expect(shortest.imported / shortest.nobody).toBeGreaterThan(0.8)
  })

  it('costs as much for nobody as for somebody, and nothing for what cannot be one (ASVS 6.3.8)', async () => {
    const somebodys = await hashPassword('horse')
    const shortest = { somebody: Infinity, nobody: Infinity, impossible: Infinity }
    const measure = async (who: keyof typeof shortest, password: string, hash: string | null) => {
      const begun = performance.now()
      await verifyPassword(password, hash)
      shortest[who] = Math.min(shortest[who], performance.now() - begun)
    }
    for (let round = 0; round < 5; round++) {
      await measure('somebody', 'house', somebodys)
      await measure('nobody', 'house', null)
      await measure('impossible', 'a'.repeat(1025), null)
    }
    // Wide, for machines that do much else at the same time.
    expect(shortest.nobody / shortest.somebody).toBeGreaterThan(0.3)
    expect(shortest.nobody / shortest.somebody).toBeLessThan(3)
    expect(shortest.impossible / shortest.somebody).toBeLessThan(0.3)
  }, 30_000)
})
