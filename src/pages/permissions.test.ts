import { describe, expect, it } from 'vitest'
import { ENGLISH } from '../../test/support/languages.ts'
import { permissionsOf } from './permissions.ts'

const tenantScopes = [
  { name: 'prints', description: 'Order prints' },
  { name: 'email', description: 'Nothing at all' },
]

describe('what an app may do', () => {
  it.each([
    {
      name: 'is a sentence for each standard scope',
      wanted: { scopes: ['openid', 'phone'] },
      expect: ['Recognise you when you come back', 'See your phone number'],
    },
    {
      name: "is the tenant's description for its own, and never for a standard one",
      wanted: { scopes: ['prints', 'email'] },
      expect: ['Order prints', 'See your email address'],
    },
    {
      name: 'is the name of a scope that nobody describes: nothing is granted unseen',
      wanted: { scopes: ['read:all', 'constructor'] },
      expect: ['read:all', 'constructor'],
    },
    {
      name: 'counts the claims that no scope covers, of those that we have',
      wanted: { scopes: ['email'], claims: ['email', 'birthdate', 'name', 'sub', 'shoe_size'] },
      expect: [
        'See your email address',
        'See these details about you: date of birth and full name',
      ],
    },
  ])('$name (OpenID Connect Core §5.4, §5.5)', ({ wanted, expect: expected }) => {
    expect(permissionsOf({ lang: ENGLISH, tenantScopes, ...wanted })).toEqual(expected)
  })
})
