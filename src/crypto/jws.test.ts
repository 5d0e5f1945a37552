import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encode, newSigner, SECRET, signHs256 } from '../../test/worker/support/signing.ts'
import { base64url, utf8 } from '../kernel/encoding.ts'
import type { ClientSecret } from '../kernel/ids.ts'
import { claimedText, readJws, verifyJws, type JwsFault } from './jws.ts'
import { candidates, keyOfSecret, keysOfSet, type VerificationKey } from './verification_keys.ts'

const secretKeys = [keyOfSecret(SECRET as ClientSecret)]

async function verify(text: string, keys: readonly VerificationKey[] = secretKeys) {
  const jws = readJws(text)
  if (!jws.ok) return jws
  let attempts = 0
  const verified = await verifyJws(jws.value, candidates(keys, jws.value), () => attempts++)
  return verified.ok ? { ...verified, attempts } : { ...verified, attempts }
}

describe('readJws (RFC 7515 §3.1, §4.1)', () => {
  const payload = encode({ iss: 'me' })
  const signature = base64url(new Uint8Array(32))

  it.each<{ name: string; given: string; fault: JwsFault }>([
    { name: 'nothing', given: '', fault: 'not_compact' },
    { name: 'two parts', given: `${encode({ alg: 'HS256' })}.${payload}`, fault: 'not_compact' },
    { name: 'four parts', given: `a.b.c.d`, fault: 'not_compact' },
    {
      name: 'no signature',
      given: `${encode({ alg: 'HS256' })}.${payload}.`,
      fault: 'not_compact',
    },
    {
      name: 'a detached payload',
      given: `${encode({ alg: 'HS256' })}..${signature}`,
      fault: 'not_compact',
    },
    {
      name: 'a header that is a list',
      given: `${encode(['HS256'])}.${payload}.${signature}`,
      fault: 'header_malformed',
    },
    {
      name: 'a header with padding',
      given: `${encode({ alg: 'HS256' })}=.${payload}.${signature}`,
      fault: 'header_malformed',
    },
    {
      name: 'a header in standard base64',
      given: `+/+/.${payload}.${signature}`,
      fault: 'header_malformed',
    },
    { name: 'no alg', given: `${encode({})}.${payload}.${signature}`, fault: 'header_malformed' },
    {
      name: 'a typ that is no string',
      given: `${encode({ alg: 'HS256', typ: 1 })}.${payload}.${signature}`,
      fault: 'header_malformed',
    },
    {
      name: 'an endless kid',
      given: `${encode({ alg: 'HS256', kid: 'k'.repeat(257) })}.${payload}.${signature}`,
      fault: 'header_malformed',
    },
    {
      name: 'alg none',
      given: `${encode({ alg: 'none' })}.${payload}.${signature}`,
      fault: 'algorithm_unknown',
    },
    {
      name: 'alg toString',
      given: `${encode({ alg: 'toString' })}.${payload}.${signature}`,
      fault: 'algorithm_unknown',
    },
    {
      name: 'a payload with a space',
      given: `${encode({ alg: 'HS256' })}.${payload} .${signature}`,
      fault: 'payload_malformed',
    },
    {
      name: 'a signature of 31 bytes',
      given: `${encode({ alg: 'HS256' })}.${payload}.${base64url(new Uint8Array(31))}`,
      fault: 'signature_malformed',
    },
    {
      name: 'a signature in another spelling',
      given: `${encode({ alg: 'HS256' })}.${payload}.${signature.slice(0, -1)}B`,
      fault: 'signature_malformed',
    },
    { name: 'more than 64 KiB', given: 'a'.repeat(65_537), fault: 'too_long' },
  ])('refuses $name', ({ given, fault }) => {
    expect(readJws(given)).toEqual({ ok: false, reason: fault })
  })

  it.each(['crit', 'b64', 'jku', 'jwk', 'x5u', 'x5c', 'zip'])(
    'refuses a header with %s, whatever it says (RFC 8725 §3.10)',
    (name) => {
      const header = encode({ alg: 'HS256', [name]: null })
      expect(readJws(`${header}.${payload}.${signature}`)).toEqual({
        ok: false,
        reason: 'header_forbidden',
      })
    },
  )

  it('never throws', () => {
    const json = fc.json().map((text) => base64url(utf8(text)))
    const part = fc.oneof(fc.string(), fc.base64String(), json)
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        expect(typeof readJws(parts.join('.')).ok).toBe('boolean')
      }),
    )
  })
})

describe('verifyJws', () => {
  it('answers the claims that were signed, and what was signed', async () => {
    const text = await signHs256({ iss: 'me' })
    expect(await verify(text)).toMatchObject({
      ok: true,
      attempts: 1,
      value: {
        claims: { iss: 'me' },
        typ: 'oauth-authz-req+jwt',
        signingInput: text.slice(0, text.lastIndexOf('.')),
      },
    })
  })

  it.each(['EdDSA', 'ES256', 'PS256', 'RS256'] as const)('verifies %s', async (alg) => {
    const signer = await newSigner(alg)
    const keys = keysOfSet({ keys: [signer.publicJwk] })
    const text = await signer.sign({ iss: 'me' })
    expect(await verify(text, keys)).toMatchObject({ ok: true })
    const [header, , signature] = text.split('.')
    expect(await verify(`${header}.${encode({ iss: 'you' })}.${signature}`, keys)).toMatchObject({
      ok: false,
      reason: 'signature_wrong',
    })
  })

  it('verifies EdDSA under its RFC 9864 name, whichever name the key has', async () => {
    const signer = await newSigner('EdDSA')
    for (const alg of [undefined, 'EdDSA', 'Ed25519']) {
      const keys = keysOfSet({ keys: [{ ...signer.publicJwk, ...(alg && { alg }), use: 'sig' }] })
      expect(await verify(await signer.sign({}, { alg: 'Ed25519' }), keys)).toMatchObject({
        ok: true,
      })
      expect(await verify(await signer.sign({}), keys)).toMatchObject({ ok: true })
    }
  })

  it('takes kid as a hint among the keys of the sender (RFC 7515 §4.1.4)', async () => {
    const [named, other] = [await newSigner('EdDSA', 'named'), await newSigner('EdDSA', 'other')]
    const nameless = await newSigner('EdDSA')
    const keys = keysOfSet({ keys: [other.publicJwk, named.publicJwk, nameless.publicJwk] })
    expect(await verify(await named.sign({}), keys)).toMatchObject({ ok: true, attempts: 1 })
    expect(await verify(await named.sign({}, { kid: undefined }), keys)).toMatchObject({
      ok: true,
      attempts: 2,
    })
    expect(await verify(await named.sign({}, { kid: 'other' }), keys)).toMatchObject({
      reason: 'signature_wrong',
    })
    expect(await verify(await nameless.sign({}, { kid: 'any' }), keys)).toMatchObject({ ok: true })
  })

  it('tries five keys and no more', async () => {
    const last = await newSigner('EdDSA')
    const others = await Promise.all([1, 2, 3, 4, 5].map(() => newSigner('EdDSA')))
    const keys = keysOfSet({ keys: [...others, last].map((each) => each.publicJwk) })
    expect(await verify(await last.sign({}), keys)).toMatchObject({ ok: false, attempts: 5 })
  })

  it.each([
    { name: 'an Ed25519 key', alg: 'EdDSA' as const },
    { name: 'an RSA key', alg: 'RS256' as const },
  ])('never takes $name for a secret (RFC 8725 §2.1)', async ({ alg }) => {
    const signer = await newSigner(alg)
    const keys = keysOfSet({ keys: [signer.publicJwk] })
    const { x, n } = signer.publicJwk
    const text = await signHs256({}, { secret: String(x ?? n) })
    expect(await verify(text, keys)).toEqual({ ok: false, reason: 'signature_wrong', attempts: 0 })
  })

  it('takes no secret below 256 bits (RFC 7518 §3.2)', async () => {
    const secret = 's'.repeat(31)
    const text = await signHs256({}, { secret })
    expect(await verify(text, [keyOfSecret(secret as ClientSecret)])).toMatchObject({ ok: false })
  })

  it.each([
    { name: 'a list', claims: [] },
    { name: 'a string', claims: '"text"' },
    { name: 'text that is not JSON', claims: '{' },
    { name: 'a byte order mark', claims: '\ufeff{}' },
    { name: 'something after the object', claims: '{}{}' },
    { name: 'seventeen levels', claims: `${'{"a":'.repeat(16)}{}${'}'.repeat(16)}` },
    { name: '20000 levels', claims: `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}` },
  ])('refuses a payload that is $name', async ({ claims }) => {
    expect(await verify(await signHs256(claims))).toMatchObject({ reason: 'payload_malformed' })
  })

  it('takes the last of two members of one name, as every other parser here (RFC 7519 §4)', async () => {
    const text = await signHs256('{"iss":"first","iss":"last"}')
    expect(await verify(text)).toMatchObject({ value: { claims: { iss: 'last' } } })
  })
})

describe('claimedText', () => {
  it('reads a string and nothing else', async () => {
    const jws = readJws(await signHs256({ sub: 'me', iat: 7 }))
    if (!jws.ok) throw new Error(jws.reason)
    expect(claimedText(jws.value, 'sub')).toBe('me')
    expect(claimedText(jws.value, 'iat')).toBeUndefined()
    expect(claimedText(jws.value, 'constructor')).toBeUndefined()
  })
})
