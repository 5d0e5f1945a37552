import { describe, expect, it } from 'vitest'
import { isCommonPassword, packPasswords, unpackPasswords } from './common_passwords.ts'
import PACKED from './common_passwords.txt'

const passwords = unpackPasswords(PACKED)

describe('the list of common passwords', () => {
  it('holds 8,444 of them, each once, all of eight characters or more', () => {
    expect(new Set(passwords).size).toBe(8444)
    expect(passwords.filter((each) => each.length < 8)).toEqual([])
    expect(passwords.filter((each) => each !== each.toLowerCase())).toEqual([])
  })

  it.each(['password', 'password1', '12345678', 'iloveyou', 'qwertyuiop'])('knows %s', (each) => {
    expect(isCommonPassword(each)).toBe(true)
  })

  it.each(['', 'A', 'passwor', 'a horse that sleeps upside down'])('does not know %j', (each) => {
    expect(isCommonPassword(each)).toBe(false)
  })

  it('is packed as it is unpacked', () => {
    expect(packPasswords(passwords)).toBe(PACKED)
  })
})
