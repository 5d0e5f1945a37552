import { describe, expect, it } from 'vitest'
import { newUserCode, readUserCode, spellUserCode, USER_CODE_LETTERS } from './user_code.ts'

describe('a user code as it is typed (RFC 8628 §6.1)', () => {
  it.each([
    { name: 'as it is shown', given: 'WDJB-MJHT', expect: 'WDJBMJHT' },
    { name: 'without the dash', given: 'WDJBMJHT', expect: 'WDJBMJHT' },
    { name: 'in lower case', given: 'wdjb-mjht', expect: 'WDJBMJHT' },
    { name: 'with spaces', given: '  WDJB MJHT ', expect: 'WDJBMJHT' },
    { name: 'with another dash', given: 'WDJB–MJHT', expect: 'WDJBMJHT' },
    {
      name: 'with an errant letter outside of the alphabet',
      given: 'WDJBA-MJHT',
      expect: 'WDJBMJHT',
    },
    { name: 'a letter short', given: 'WDJB-MJH', expect: undefined },
    { name: 'a letter long', given: 'WDJB-MJHTW', expect: undefined },
    { name: 'empty', given: '', expect: undefined },
    { name: 'with letters that only look right', given: 'ＷＤＪＢ-ＭＪＨＴ', expect: undefined },
    { name: 'somewhere in a long text', given: ' '.repeat(64) + 'WDJB-MJHT', expect: undefined },
  ])('$name', ({ given, expect: code }) => {
    expect(readUserCode(given)).toBe(code)
  })
})

describe('a new user code', () => {
  const codes = Array.from({ length: 2000 }, newUserCode)

  it('has eight letters of twenty, and reads back as it is spelled', () => {
    for (const code of codes) {
      expect(code).toMatch(new RegExp(`^[${USER_CODE_LETTERS}]{8}$`))
      expect(readUserCode(spellUserCode(code))).toBe(code)
    }
  })

  it('favours no letter', () => {
    const letters = codes.join('')
    for (const letter of USER_CODE_LETTERS) {
      // 800 of 16,000 each; five standard deviations are 138.
      expect(Math.abs(letters.split(letter).length - 1 - 800)).toBeLessThan(138)
    }
  })

  it('holds no vowel, digit or look-alike', () => {
    expect(USER_CODE_LETTERS).toHaveLength(20)
    expect(USER_CODE_LETTERS).not.toMatch(/[AEIOUY0-9]/)
  })
})
