import { describe, expect, it } from 'vitest'
import { presentedToken } from './presented_token.ts'

const missing = 'access_token_missing'

describe('where an access token is (RFC 6750 §2, RFC 9449 §7.1)', () => {
  it.each([
    { name: 'in the header', header: 'Bearer a.b-c_d', expect: 'a.b-c_d' },
    { name: 'under the scheme in any case', header: 'bEaReR a', expect: 'a' },
    { name: 'after more than one space', header: 'Bearer   a', expect: 'a' },
    { name: 'under DPoP', header: 'DPoP a', expect: 'a', scheme: 'DPoP' },
    { name: 'under DPoP in any case', header: 'dpop a', expect: 'a', scheme: 'DPoP' },
    { name: 'in the form', form: 'a', expect: 'a' },
    { name: 'nowhere', expect: missing },
    { name: 'in both', header: 'Bearer a', form: 'a', expect: 'access_token_ambiguous' },
    {
      name: 'beside another scheme',
      header: 'Basic a',
      form: 'a',
      expect: 'access_token_ambiguous',
    },
    { name: 'under Basic', header: 'Basic a', expect: missing },
    { name: 'under no scheme', header: 'a', expect: missing },
    { name: 'behind the scheme alone', header: 'Bearer', expect: missing },
    { name: 'under two schemes', header: 'DPoP a, Bearer a', expect: missing },
    { name: 'twice in the header', header: 'Bearer a, Bearer b', expect: missing },
    { name: 'with another word', header: 'Bearer a b', expect: missing },
    { name: 'in quotes', header: 'Bearer "a"', expect: missing },
  ])('$name', ({ header, form, expect: wanted, scheme = 'Bearer' }) => {
    const parameters = new Map(form === undefined ? [] : [['access_token', form]])
    const found = presentedToken(header, parameters)
    expect(found.ok ? found.value.token : found.reason.key).toBe(wanted)
    if (found.ok) expect(found.value.scheme).toBe(scheme)
  })
})
