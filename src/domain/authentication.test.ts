import { describe, expect, it } from 'vitest'
import {
  acrOf,
  amrOf,
  authenticatedAt,
  hasFirstFactor,
  withFact,
  type AuthenticationFact,
} from './authentication.ts'

const fact = (
  method: AuthenticationFact['method'],
  at = 5,
  passkey?: AuthenticationFact['passkey'],
): AuthenticationFact => ({ method, at, ...(passkey && { passkey }) })
const passkey = (isSynced: boolean, isUserVerified: boolean) =>
  fact('passkey', 5, { isSynced, isUserVerified })

it.each([
  { name: 'a password', facts: [fact('pwd')], acr: '1', amr: ['pwd'] },
  {
    name: 'a password, proven twice',
    facts: [fact('pwd', 5), fact('pwd', 9)],
    acr: '1',
    amr: ['pwd'],
  },
  {
    name: 'a password and a code of an app',
    facts: [fact('pwd'), fact('totp')],
    acr: '2',
    amr: ['pwd', 'otp', 'mfa'],
  },
  {
    name: 'a password and a written-down code',
    facts: [fact('pwd'), fact('recovery_code')],
    acr: '2',
    amr: ['pwd', 'otp', 'mfa'],
  },
  { name: 'a mailed code', facts: [fact('email')], acr: '1', amr: ['otp'] },
  {
    name: 'a passkey that has verified the person',
    facts: [passkey(true, true)],
    acr: '2',
    amr: ['swk', 'user', 'mfa'],
  },
  { name: 'one that has not', facts: [passkey(false, false)], acr: '1', amr: ['hwk'] },
  {
    name: 'one that has not, beside a password',
    facts: [fact('pwd'), passkey(false, false)],
    acr: '2',
    amr: ['pwd', 'hwk', 'mfa'],
  },
  { name: 'another provider’s word', facts: [fact('upstream')], acr: '1', amr: [] },
])('$name is acr $acr, amr $amr (RFC 8176 §2)', ({ facts, acr, amr }) => {
  expect(acrOf(facts)).toBe(acr)
  expect(amrOf(facts)).toEqual(amr)
})

it('auth_time is that of the newest proof (OpenID Connect Core §2)', () => {
  expect(authenticatedAt({ facts: [fact('pwd', 5), fact('totp', 9), fact('email', 7)] })).toBe(9)
})

describe('a sign-in begins', () => {
  it.each([
    { method: 'pwd', expect: true },
    { method: 'email', expect: true },
    { method: 'passkey', expect: true },
    { method: 'upstream', expect: true },
    { method: 'totp', expect: false },
    { method: 'recovery_code', expect: false },
  ] as const)('with $method: $expect', ({ method, expect: isFirst }) => {
    expect(hasFirstFactor([fact(method)])).toBe(isFirst)
  })
})

it('of each method the newest proof counts', () => {
  const facts = withFact([fact('pwd', 5), fact('totp', 6)], fact('pwd', 9))
  expect(facts).toEqual([fact('totp', 6), fact('pwd', 9)])
})
