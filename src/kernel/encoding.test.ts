import { describe, expect, it } from 'vitest'
import { base64url, fromBase64url, utf8 } from './encoding.ts'

describe('fromBase64url', () => {
  it.each([
    { name: 'the canonical spelling', given: 'aGk', expect: utf8('hi') },
    { name: 'nothing', given: '', expect: new Uint8Array() },
    { name: 'padding', given: 'aGk=', expect: undefined },
    { name: 'a set bit after the last byte', given: 'aGl', expect: undefined },
    { name: 'a newline', given: 'aGk\n', expect: undefined },
    { name: 'the other alphabet', given: '+/+/', expect: undefined },
    { name: 'a length that no bytes have', given: 'aaaaa', expect: undefined },
  ])('reads or refuses $name (RFC 7515 §2)', ({ given, expect: wanted }) => {
    expect(fromBase64url(given)).toEqual(wanted)
  })

  it('is the inverse of base64url', () => {
    const bytes = crypto.getRandomValues(new Uint8Array(99))
    expect(fromBase64url(base64url(bytes))).toEqual(bytes)
  })
})
