import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isStrongPoint } from './ed25519_point.ts'

const bytes = (hex: string) => Uint8Array.fromHex(hex)

describe('isStrongPoint (RFC 8725 §3.4, RFC 8032 §5.1.3)', () => {
  it.each([
    { name: 'the base point', given: `58${'66'.repeat(31)}`, expect: true },
    {
      name: 'the public key of RFC 8032 §7.1 test 1',
      given: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      expect: true,
    },
    { name: 'the neutral point', given: `01${'00'.repeat(31)}`, expect: false },
    { name: 'the point of order two', given: `ec${'ff'.repeat(30)}7f`, expect: false },
    { name: 'a point of order four', given: '00'.repeat(32), expect: false },
    {
      name: 'a point of order eight',
      given: 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
      expect: false,
    },
    {
      name: 'the negative of a point of order eight',
      given: '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
      expect: false,
    },
    {
      name: 'y = p, which is 0 in another spelling',
      given: `ed${'ff'.repeat(30)}7f`,
      expect: false,
    },
    { name: 'y = 2, which is on no point', given: `02${'00'.repeat(31)}`, expect: false },
    { name: '31 bytes', given: '58'.repeat(31), expect: false },
    { name: 'no bytes', given: '', expect: false },
  ])('$name: $expect', ({ given, expect: wanted }) => {
    expect(isStrongPoint(bytes(given))).toBe(wanted)
  })

  it('takes every key that the platform makes', async () => {
    for (let made = 0; made < 10; made++) {
      const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify'])
      const raw = await crypto.subtle.exportKey('raw', (pair as CryptoKeyPair).publicKey)
      expect(isStrongPoint(new Uint8Array(raw as ArrayBuffer))).toBe(true)
    }
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (given) => {
        expect(typeof isStrongPoint(given)).toBe('boolean')
      }),
    )
  })
})
