import { describe, expect, it } from 'vitest'
import { HOUR, MINUTE } from '../kernel/clock.ts'
import { MAIN_TENANT, newSub } from '../kernel/ids.ts'
import { isCodeOpen, withNewCode, type CodeUse, type MailedCode } from './mailed_code.ts'
import type { Person } from './person.ts'

const NOW = 1_800_000_000
const ADA: Person = {
  schema: 1,
  tenant: MAIN_TENANT,
  sub: newSub(),
  claims: { email: 'ada@domain.amphora.test' },
  passwordHash: null,
  disabled: false,
  credentialEpoch: 3,
  createdAt: NOW,
  updatedAt: NOW,
  revision: 1,
}
const CODE: MailedCode = {
  id: 'a code',
  use: 'sign_in',
  email: 'ada@domain.amphora.test',
  credentialEpoch: 3,
  askedAt: NOW,
  missed: 0,
}

describe('a code counts', () => {
  it.each<{
    name: string
    code?: Partial<MailedCode>
    person?: Partial<Person>
    at?: number
    expect: boolean
  }>([
    { name: 'while all is as it was', expect: true },
    { name: 'for the last second', at: 10 * MINUTE - 1, expect: true },
    { name: 'not after ten minutes', at: 10 * MINUTE, expect: false },
    { name: 'after four wrong ones', code: { missed: 4 }, expect: true },
    { name: 'not after five', code: { missed: 5 }, expect: false },
    { name: 'not for another address', person: { claims: { email: 'a@b.test' } }, expect: false },
    { name: 'not without one', person: { claims: {} }, expect: false },
    { name: 'not for who is disabled', person: { disabled: true }, expect: false },
    { name: 'not after a new password', person: { credentialEpoch: 4 }, expect: false },
  ])('$name', ({ code, person, at = 0, expect: expected }) => {
    expect(isCodeOpen({ ...CODE, ...code }, { ...ADA, ...person }, NOW + at)).toBe(expected)
  })
})

describe('another code', () => {
  const ask = (codes: readonly MailedCode[], use: CodeUse = 'sign_in', at = NOW) =>
    withNewCode(codes, ADA, { id: 'another', use, lang: 'en' }, at)?.codes.map(({ id }) => id)
  const five = Array.from({ length: 5 }, (_, at) => ({ ...CODE, id: `code ${at}` }))

  it.each([
    { name: 'stands beside the others', given: ask([CODE]), expect: ['a code', 'another'] },
    { name: 'is not mailed where five were within the hour', given: ask(five), expect: undefined },
    { name: 'is after it', given: ask(five, 'sign_in', NOW + HOUR), expect: ['another'] },
    {
      name: 'of another use is counted by itself',
      given: ask(five, 'second_factor')?.length,
      expect: 6,
    },
  ])('$name', ({ given, expect: expected }) => expect(given).toEqual(expected))

  it('is not mailed to who is disabled or has no address', () => {
    const question = { id: 'another', use: 'sign_in', lang: 'en' } as const
    expect(withNewCode([], { ...ADA, disabled: true }, question, NOW)).toBeUndefined()
    expect(withNewCode([], { ...ADA, claims: {} }, question, NOW)).toBeUndefined()
  })
})
