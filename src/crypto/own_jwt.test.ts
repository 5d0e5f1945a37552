import { createLocalJWKSet, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { base64url, utf8 } from '../kernel/encoding.ts'
import { MAIN_TENANT } from '../kernel/ids.ts'
import { SIGNING_ALGORITHMS } from '../spec/client_metadata.ts'
import { generateKeyRing, openKeyRing } from './key_ring.ts'
import { readMasterKeys } from './master_keys.ts'
import { leftHalfHash, signJwt, verifyOwnJwt } from './own_jwt.ts'
import { currentSigningKey, publishedJwks } from './tenant_keys.ts'

const masterKeys = await readMasterKeys(`m:${base64url(new Uint8Array(32).fill(1))}`, '')
const keys = await openKeyRing(masterKeys, await generateKeyRing(masterKeys, MAIN_TENANT, 1000))
const other = await openKeyRing(masterKeys, await generateKeyRing(masterKeys, MAIN_TENANT, 1000))
const ours = { typ: 'at+jwt', keys: keys.signing }

describe.each(SIGNING_ALGORITHMS)('a JWT that we sign with %s', async (alg) => {
  const key = currentSigningKey(keys, alg)
  const token = await signJwt(key, 'at+jwt', { sub: 'ada' })
  const [header = '', payload = '', signature = ''] = token.split('.')

  it('is verified by anybody who has our key set', async () => {
    const { payload: claims, protectedHeader } = await jwtVerify(
      token,
      createLocalJWKSet(publishedJwks(keys)),
    )
    expect(claims).toEqual({ sub: 'ada' })
    expect(protectedHeader).toEqual({ alg, kid: key.kid, typ: 'at+jwt' })
  })

  it('is ours again, and its signature is counted', async () => {
    let attempts = 0
    const claims = await verifyOwnJwt(token, { ...ours, attempted: () => attempts++ })
    expect(claims).toEqual({ sub: 'ada' })
    expect(attempts).toBe(1)
  })

  const encode = (value: object) => base64url(utf8(JSON.stringify(value)))
  const reheaded = (changes: object) =>
    `${encode({ alg, kid: key.kid, typ: 'at+jwt', ...changes })}.${payload}.${signature}`

  it.each([
    { name: 'for another use', given: { ...ours, typ: 'JWT' }, text: token },
    { name: 'of another ring', given: { ...ours, keys: other.signing }, text: token },
    { name: 'with another payload', text: `${header}.${encode({ sub: 'eve' })}.${signature}` },
    { name: 'without a signature', text: `${header}.${payload}.` },
    { name: 'with alg none', text: reheaded({ alg: 'none' }) },
    { name: 'with alg HS256', text: reheaded({ alg: 'HS256' }) },
    { name: 'with a kid of nobody', text: reheaded({ kid: 'nobody' }) },
    { name: 'without a kid', text: reheaded({ kid: undefined }) },
    { name: 'with a key in it', text: reheaded({ jwk: key.publicJwk }) },
    { name: 'with jku', text: reheaded({ jku: 'https://evil.example' }) },
    { name: 'with another typ', text: reheaded({ typ: 'application/at+jwt' }) },
    { name: 'with padding', text: `${token}=` },
    { name: 'with a line break', text: `${token}\n` },
    { name: 'in five parts', text: `${token}.a.b` },
    { name: 'empty', text: '' },
  ])('is not ours $name (RFC 8725 §3)', async ({ given = ours, text }) => {
    expect(await verifyOwnJwt(text, given)).toBeUndefined()
  })
})

describe('at_hash', () => {
  it('is that of the example in OpenID Connect Core, Appendix A.3', async () => {
    const token = 'jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y'
    expect(await leftHalfHash('RS256', token)).toBe('77QmUPtjPfzWtF2AnpK9RQ')
  })

  it('is half of a SHA-512 for EdDSA', async () => {
    expect((await leftHalfHash('EdDSA', 'a')).length).toBe(Math.ceil((32 * 4) / 3))
  })
})
