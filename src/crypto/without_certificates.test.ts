import { describe, expect, it } from 'vitest'
import { AsnParser, Certificate, ECDSASigValue, X509Certificate } from './without_certificates.ts'

const read = (...bytes: number[]) => {
  const { r, s } = AsnParser.parse(Uint8Array.from(bytes), ECDSASigValue)
  return [[...new Uint8Array(r)], [...new Uint8Array(s)]]
}

describe('a signature in DER (RFC 3279 §2.2.3)', () => {
  it('is its two integers', () => {
    expect(read(0x30, 7, 2, 2, 0, 0x81, 2, 1, 5)).toEqual([[0, 0x81], [5]])
  })

  it.each([
    { name: 'nothing', bytes: [] },
    { name: 'no sequence', bytes: [0x31, 6, 2, 1, 1, 2, 1, 1] },
    { name: 'one integer', bytes: [0x30, 3, 2, 1, 1] },
    { name: 'three integers', bytes: [0x30, 9, 2, 1, 1, 2, 1, 1, 2, 1, 1] },
    { name: 'something that is no integer', bytes: [0x30, 6, 2, 1, 1, 4, 1, 1] },
    { name: 'an empty integer', bytes: [0x30, 5, 2, 0, 2, 1, 1] },
    { name: 'a byte after the end', bytes: [0x30, 6, 2, 1, 1, 2, 1, 1, 0] },
    { name: 'less than it says', bytes: [0x30, 6, 2, 1, 1, 2, 2, 1] },
    { name: 'a length without end (BER)', bytes: [0x30, 0x80, 2, 1, 1, 2, 1, 1, 0, 0] },
    { name: 'a long length for a short one (BER)', bytes: [0x30, 0x81, 6, 2, 1, 1, 2, 1, 1] },
  ])('is not $name', ({ bytes }) => {
    expect(() => read(...bytes)).toThrow('not in DER')
  })
})

it('whatever looks into a certificate is refused', () => {
  expect(() => AsnParser.parse(new Uint8Array([0x30, 0]), Certificate)).toThrow('certificates')
  expect(() => X509Certificate()).toThrow('certificates')
})
