import { exportSPKI, generateKeyPair } from 'jose'
import { describe, expect, it } from 'vitest'
import edge from '../../test/vectors/ed25519-edge.json'
import { base64url } from '../kernel/encoding.ts'
import { checkRegisteredKeys, pemToJwk, usableKeys } from './registered_keys.ts'

const ed25519 = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }
const p256 = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
}
const modulus = (bits: number, last = 0xff): string => {
  const bytes = new Uint8Array(Math.ceil(bits / 8)).fill(0xff)
  bytes[0] = 0xff >> ((8 - (bits % 8)) % 8)
  bytes[bytes.length - 1] = last
  return base64url(bytes)
}
const rsa = { kty: 'RSA', n: modulus(2048), e: 'AQAB' }

describe('checkRegisteredKeys (RFC 7517, RFC 8725 §3)', () => {
  it.each<{ name: string; keys: object[] }>([
    { name: 'an Ed25519 key', keys: [ed25519] },
    {
      name: 'an Ed25519 key that says what it is for',
      keys: [{ ...ed25519, alg: 'EdDSA', use: 'sig' }],
    },
    { name: 'an Ed25519 key by its RFC 9864 name', keys: [{ ...ed25519, alg: 'Ed25519' }] },
    { name: 'a P-256 key', keys: [{ ...p256, alg: 'ES256' }] },
    { name: 'an RSA key of 2048 bits', keys: [{ ...rsa, alg: 'PS256' }] },
    {
      name: 'a key to encrypt to beside one to verify with',
      keys: [ed25519, { kty: 'OKP', crv: 'X25519', x: 'AA', use: 'enc' }],
    },
    { name: 'several keys without kid', keys: [ed25519, p256, rsa] },
  ])('takes $name', async ({ keys }) => {
    expect(await checkRegisteredKeys({ keys })).toEqual({ ok: true, value: { keys } })
  })

  it.each(edge.vectors)('refuses the Ed25519 key $name $hex', async ({ jwk }) => {
    const checked = await checkRegisteredKeys({ keys: [jwk] })
    expect(checked.ok).toBe(false)
  })

  it.each<{ name: string; keys: object[]; says: RegExp }>([
    { name: 'a private member', keys: [{ ...p256, d: 'AA' }], says: /public/ },
    { name: 'an RSA prime', keys: [{ ...rsa, p: 'AA' }], says: /public/ },
    {
      name: 'a private member of a key to encrypt to',
      keys: [{ ...p256, use: 'enc', d: 'AA' }],
      says: /public/,
    },
    { name: 'a symmetric key', keys: [{ kty: 'oct' }], says: /public/ },
    { name: 'RSA of 2047 bits', keys: [{ ...rsa, n: modulus(2047) }], says: /2048/ },
    {
      name: 'RSA of 1024 bits behind zeros',
      keys: [{ ...rsa, n: base64url(new Uint8Array(256).fill(255, 128)) }],
      says: /2048/,
    },
    { name: 'RSA of 8192 bits', keys: [{ ...rsa, n: modulus(8192) }], says: /4096/ },
    { name: 'an even modulus', keys: [{ ...rsa, n: modulus(2048, 0xfe) }], says: /exponent/ },
    { name: 'e = 1', keys: [{ ...rsa, e: 'AQ' }], says: /exponent/ },
    { name: 'e = 3', keys: [{ ...rsa, e: 'Aw' }], says: /exponent/ },
    { name: 'an even e', keys: [{ ...rsa, e: 'AQAA' }], says: /exponent/ },
    { name: 'an endless e', keys: [{ ...rsa, e: modulus(2048) }], says: /exponent/ },
    {
      name: 'a P-256 point beside the curve',
      keys: [{ ...p256, y: p256.x }],
      says: /cannot be read/,
    },
    {
      name: 'a P-256 coordinate in another spelling',
      keys: [{ ...p256, x: `${p256.x}=` }],
      says: /coordinates/,
    },
    { name: 'another curve', keys: [{ ...p256, crv: 'P-384' }], says: /Ed25519, P-256 or RSA/ },
    { name: 'an alg of another kind of key', keys: [{ ...ed25519, alg: 'ES256' }], says: /alg/ },
    { name: 'an alg that we do not verify', keys: [{ ...rsa, alg: 'RS512' }], says: /alg/ },
    { name: 'an unknown use', keys: [{ ...ed25519, use: 'any' }], says: /use/ },
    {
      name: 'key_ops without verify',
      keys: [{ ...ed25519, key_ops: ['encrypt'] }],
      says: /key_ops/,
    },
    { name: 'a kid that is no string', keys: [{ ...ed25519, kid: 7 }], says: /kid/ },
    { name: 'an endless kid', keys: [{ ...ed25519, kid: 'k'.repeat(257) }], says: /kid/ },
    {
      name: 'one kid twice',
      keys: [
        { ...ed25519, kid: 'a' },
        { ...p256, kid: 'a' },
      ],
      says: /own/,
    },
    { name: '21 keys', keys: Array(21).fill(ed25519), says: /20/ },
    { name: 'more than 16 KiB', keys: [{ ...ed25519, x5c: ['A'.repeat(16_384)] }], says: /16 KiB/ },
  ])('refuses $name', async ({ keys, says }) => {
    const checked = await checkRegisteredKeys({ keys })
    expect(checked).toMatchObject({ ok: false, reason: expect.stringMatching(says) })
  })

  it('says nothing of the key that it refuses (CWE-532)', async () => {
    const checked = await checkRegisteredKeys({ keys: [{ ...p256, d: 'a-private-number' }] })
    expect(JSON.stringify(checked)).not.toMatch(/a-private-number|f83OJ3/)
  })
})

describe('usableKeys', () => {
  it('leaves out keys of kinds that we do not know (RFC 7517 §5)', async () => {
    const keys = [{ ...p256, crv: 'P-384' }, ed25519, { kty: 'OKP', crv: 'Ed25519', x: 'AA' }]
    expect(await usableKeys({ keys })).toEqual({ ok: true, value: { keys: [ed25519] } })
  })

  it.each<{ name: string; given: unknown }>([
    { name: 'a set with a private key', given: { keys: [ed25519, { ...p256, d: 'AA' }] } },
    { name: 'a set with a symmetric key', given: { keys: [ed25519, { kty: 'oct', k: 'AA' }] } },
    { name: 'a set of 21 keys', given: { keys: Array(21).fill(ed25519) } },
    {
      name: 'one kid twice',
      given: {
        keys: [
          { ...ed25519, kid: 'a' },
          { ...p256, kid: 'a' },
        ],
      },
    },
    { name: 'keys that are no objects', given: { keys: ['key'] } },
    { name: 'no keys', given: {} },
    { name: 'null', given: null },
    { name: 'a list', given: [ed25519] },
  ])('refuses $name', async ({ given }) => {
    expect(await usableKeys(given)).toMatchObject({ ok: false })
  })
})

describe('pemToJwk (RFC 7468 §13)', () => {
  it.each(['EdDSA', 'ES256', 'RS256'])('reads a key of %s', async (alg) => {
    const { publicKey } = await generateKeyPair(alg, { extractable: true })
    const read = await pemToJwk(`\n${await exportSPKI(publicKey)}\n`)
    const kty = { EdDSA: 'OKP', ES256: 'EC', RS256: 'RSA' }[alg]
    expect(read).toMatchObject({ ok: true, value: { kty, use: 'sig' } })
    expect(await checkRegisteredKeys({ keys: read.ok ? [read.value] : [] })).toMatchObject({
      ok: true,
    })
  })

  it.each([
    { name: 'nothing', given: '', reason: 'malformed' },
    { name: 'text', given: 'a key', reason: 'malformed' },
    {
      name: 'a private key',
      given:
        '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----',
      reason: 'malformed',
    },
    {
      name: 'a point of small order',
      given:
        '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAAQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n-----END PUBLIC KEY-----',
      reason: 'unsuitable',
    },
  ])('refuses $name', async ({ given, reason }) => {
    expect(await pemToJwk(given)).toEqual({ ok: false, reason })
  })
})
