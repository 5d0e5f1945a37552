import { describe, expect, it } from 'vitest'
import type { StandardClaims } from '../../spec/claims.ts'
import { claimNamesOf, claimsOf, requestedClaims } from './claims_of.ts'

const claims: StandardClaims = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  email_verified: false,
  gender: '',
  address: { country: 'GB' },
  phone_number: '+441632960000',
}
const about = { claims, personUpdatedAt: 1000 }

describe('claims by scope (OpenID Connect Core §5.4)', () => {
  it.each([
    { scope: ['openid'], expect: {} },
    { scope: ['openid', 'offline_access', 'orders:read'], expect: {} },
    { scope: ['profile'], expect: { name: 'Ada Lovelace', updated_at: 1000 } },
    { scope: ['email'], expect: { email: 'ada@example.com', email_verified: false } },
    { scope: ['address'], expect: { address: { country: 'GB' } } },
    { scope: ['phone'], expect: { phone_number: '+441632960000' } },
  ])('are $expect for $scope', ({ scope, expect: wanted }) => {
    expect(claimsOf(about, claimNamesOf(scope))).toEqual(wanted)
  })
})

describe('claims by name (OpenID Connect Core §5.5)', () => {
  it.each([
    { name: 'none', asked: undefined, expect: {} },
    { name: 'voluntary', asked: { name: null }, expect: { name: 'Ada Lovelace' } },
    { name: 'essential', asked: { name: { essential: true } }, expect: { name: 'Ada Lovelace' } },
    {
      name: 'with a value that it does not have',
      asked: { name: { value: 'Eve' } },
      expect: { name: 'Ada Lovelace' },
    },
    {
      name: 'with values',
      asked: { email: { values: ['a@example.com'] } },
      expect: { email: 'ada@example.com' },
    },
    { name: 'unknown here', asked: { website: { essential: true } }, expect: {} },
    { name: 'empty', asked: { gender: null }, expect: {} },
    { name: 'no standard claim', asked: { passwordHash: null, sub: null, acr: null }, expect: {} },
    { name: 'a name of Object', asked: JSON.parse('{"__proto__": null}') as object, expect: {} },
  ])('$name', ({ asked, expect: wanted }) => {
    expect(claimsOf(about, requestedClaims(asked as Record<string, null>))).toEqual(wanted)
  })

  it('leaves out what is null or empty inside as well (§5.3.2)', () => {
    const empty = { claims: { address: { country: '' } }, personUpdatedAt: 1 }
    expect(claimsOf(empty, ['address', 'email'])).toEqual({})
  })
})
