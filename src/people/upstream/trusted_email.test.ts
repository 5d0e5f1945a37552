import { expect, it } from 'vitest'
import type { UpstreamEmail } from './providers/provider.ts'
import { trustedEmail } from './trusted_email.ts'

const said: UpstreamEmail = { address: 'Ada@Acme.example', isVerified: true, isOwn: false }

it.each([
  { name: 'of its own domain', email: { ...said, isOwn: true }, trusts: [], expect: true },
  {
    name: 'of a domain that it is trusted with',
    email: said,
    trusts: ['acme.example'],
    expect: true,
  },
  { name: 'of any domain, where it is trusted with all', email: said, trusts: ['*'], expect: true },
  { name: 'of another domain', email: said, trusts: ['b.example'], expect: false },
  {
    name: 'of a domain below one that it is trusted with',
    email: { ...said, address: 'a@x.acme.example' },
    trusts: ['acme.example'],
    expect: false,
  },
  {
    name: 'that is not verified',
    email: { ...said, isVerified: false },
    trusts: ['*'],
    expect: false,
  },
  { name: 'that is none', email: { ...said, address: 'ada' }, trusts: ['*'], expect: false },
  {
    name: 'that folds into another',
    email: { ...said, address: '\u212aarl@acme.example' },
    trusts: ['*'],
    expect: false,
  },
])('an address $name: $expect (catalogue 198)', ({ email, trusts, expect: isTrusted }) => {
  const trusted = trustedEmail({ trustsEmail: trusts }, { subject: '1', claims: {}, email })
  expect(trusted !== undefined).toBe(isTrusted)
})
