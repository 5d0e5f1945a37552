import { describe, expect, it } from 'vitest'
import { responseTypeOf } from './response_type.ts'

describe('responseTypeOf', () => {
  it.each([
    { given: 'code', expect: 'code' },
    { given: 'id_token', expect: 'id_token' },
    { given: 'token id_token', expect: 'id_token token' },
    { given: 'id_token code', expect: 'code id_token' },
    { given: 'token code', expect: 'code token' },
    { given: 'token id_token code', expect: 'code id_token token' },
    { given: 'id_token code token', expect: 'code id_token token' },
    // No OpenID Connect.
    { given: 'token', expect: undefined },
    { given: 'none', expect: undefined },
    { given: 'code none', expect: undefined },
    { given: 'code code', expect: undefined },
    { given: 'code  token', expect: undefined },
    { given: 'Code', expect: undefined },
    { given: '', expect: undefined },
  ])('reads "$given" as $expect: the order does not matter (RFC 6749 §3.1.1)', (row) => {
    expect(responseTypeOf(row.given)).toBe(row.expect)
  })
})
