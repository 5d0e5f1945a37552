/** What is no proof, over HTTP: the list of the FAPI 2.0 conformance suite at the resources, and at the token endpoint. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { base64url } from '../../../src/kernel/encoding.ts'
import {
  askWithProof,
  newHolder,
  redeemWithProof,
  TOKEN_URL,
  USERINFO_URL,
  type Holder,
} from '../support/dpop.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerClient, type TestClient } from '../support/relying_party.ts'
import { newCode, signedInPerson, type SignedInPerson } from '../support/signed_in.ts'
import { encode, signHs256 } from '../support/signing.ts'

let client: TestClient
let ada: SignedInPerson
let holder: Holder
let rsa: Holder
let strong: Holder
let token: string

beforeAll(async () => {
  client = await registerClient()
  ada = await signedInPerson()
  holder = await newHolder('ES256')
  rsa = await newHolder('RS256')
  strong = await newHolder('EdDSA')
  const redeemed = await redeemWithProof(client, await newCode(client, ada), await proofAtToken())
  token = String(redeemed.body['access_token'])
  expect(redeemed.body['token_type']).toBe('DPoP')
})

const proofAtToken = (claims: Record<string, unknown> = {}, header: object = {}) =>
  holder.proof(TOKEN_URL, claims, header)

/** The point of order one: a signature of zeros is valid under it for a verifier that does not look. */
const SMALL_ORDER = {
  kty: 'OKP',
  crv: 'Ed25519',
  x: base64url(Uint8Array.of(1, ...new Uint8Array(31))),
}

const ME_URL = `${ISSUER}/api/sso/v1/me`

const jwkOf = (from: Holder) => from.signer.publicJwk
const now = () => Math.floor(Date.now() / 1000)

interface Case {
  name: string
  /** Made by the holder for this request, with these changes. */
  claims?: () => Record<string, unknown>
  header?: () => object
  /** Or made in some other way, of a good one. */
  make?: (good: string) => string | Promise<string>
  key: string
}

const unsigned = async (good: string) => `${good.split('.').slice(0, 2).join('.')}.`
const withPart = (at: number, part: string) => (good: string) =>
  good
    .split('.')
    .map((each, index) => (index === at ? part : each))
    .join('.')

const BAD: Case[] = [
  { name: 'text', make: () => 'a proof', key: 'dpop_proof_malformed' },
  {
    name: 'two of them in one header',
    make: (good) => `${good}, ${good}`,
    key: 'dpop_proof_malformed',
  },
  { name: 'without a signature', make: unsigned, key: 'dpop_proof_malformed' },
  { name: 'no typ', header: () => ({ typ: undefined }), key: 'dpop_proof_typ' },
  { name: 'typ at+jwt', header: () => ({ typ: 'at+jwt' }), key: 'dpop_proof_typ' },
  { name: 'no alg', header: () => ({ alg: undefined }), key: 'dpop_proof_malformed' },
  { name: 'alg none', header: () => ({ alg: 'none' }), key: 'dpop_proof_algorithm' },
  {
    name: 'alg none, unsigned',
    make: async () =>
      `${encode({ alg: 'none', typ: 'dpop+jwt', jwk: jwkOf(holder) })}.${encode({})}.AA`,
    key: 'dpop_proof_algorithm',
  },
  {
    name: 'alg HS256 with an oct key',
    make: () => signHs256({}, { header: { typ: 'dpop+jwt', jwk: { kty: 'oct', k: 'c2VjcmV0' } } }),
    key: 'dpop_proof_algorithm',
  },
  { name: 'RS256', make: () => rsa.proof(USERINFO_URL), key: 'dpop_proof_algorithm' },
  { name: 'no jwk', header: () => ({ jwk: undefined }), key: 'dpop_proof_malformed' },
  { name: 'jwk as text', header: () => ({ jwk: 'key' }), key: 'dpop_proof_malformed' },
  {
    name: 'jwk of an oct key',
    header: () => ({ jwk: { kty: 'oct', k: 'c2VjcmV0' } }),
    key: 'dpop_proof_key',
  },
  {
    name: 'jwk with its private half',
    header: () => ({ jwk: { ...jwkOf(holder), d: 'AAAA' } }),
    key: 'dpop_proof_key',
  },
  {
    name: 'jwk to encrypt with',
    header: () => ({ jwk: { ...jwkOf(holder), use: 'enc' } }),
    key: 'dpop_proof_key',
  },
  {
    name: 'jwk of another kind than alg',
    header: () => ({ jwk: jwkOf(strong) }),
    key: 'dpop_proof_key',
  },
  {
    name: 'jwk beside the curve',
    header: () => ({ jwk: { ...jwkOf(holder), x: base64url(new Uint8Array(32)) } }),
    key: 'dpop_proof_key',
  },
  {
    name: 'a key of small order',
    make: () =>
      `${encode({ alg: 'EdDSA', typ: 'dpop+jwt', jwk: SMALL_ORDER })}.${encode({})}.${base64url(Uint8Array.of(1, ...new Uint8Array(63)))}`,
    key: 'dpop_proof_key',
  },
  {
    name: 'jku beside jwk',
    header: () => ({ jku: 'https://evil.test/jwks' }),
    key: 'dpop_proof_malformed',
  },
  { name: 'crit', header: () => ({ crit: ['exp'] }), key: 'dpop_proof_malformed' },
  {
    name: 'the jwk of another',
    header: () => ({ jwk: { ...jwkOf(holder), ...other } }),
    key: 'dpop_proof_signature',
  },
  {
    name: 'other claims under its signature',
    make: withPart(1, encode({ htm: 'GET' })),
    key: 'dpop_proof_signature',
  },
  { name: 'no jti', claims: () => ({ jti: undefined }), key: 'dpop_proof_jti' },
  { name: 'a long jti', claims: () => ({ jti: 'j'.repeat(257) }), key: 'dpop_proof_jti' },
  { name: 'no htm', claims: () => ({ htm: undefined }), key: 'dpop_proof_method' },
  { name: 'another htm', claims: () => ({ htm: 'PUT' }), key: 'dpop_proof_method' },
  { name: 'no htu', claims: () => ({ htu: undefined }), key: 'dpop_proof_url' },
  { name: 'another htu', claims: () => ({ htu: `${ISSUER}/oauth/other` }), key: 'dpop_proof_url' },
  { name: 'no iat', claims: () => ({ iat: undefined }), key: 'dpop_proof_time' },
  { name: 'iat five minutes ago', claims: () => ({ iat: now() - 300 }), key: 'dpop_proof_time' },
  { name: 'iat an hour ago', claims: () => ({ iat: now() - 3600 }), key: 'dpop_proof_time' },
  { name: 'iat an hour ahead', claims: () => ({ iat: now() + 3600 }), key: 'dpop_proof_time' },
  { name: 'iat as text', claims: () => ({ iat: String(now()) }), key: 'dpop_proof_time' },
]

let other: Record<string, unknown>
beforeAll(async () => {
  other = jwkOf(await newHolder('ES256'))
})

const keyIn = ({ body }: { body: Record<string, unknown> }) =>
  String(body['error_uri']).split('#')[1]

const RESOURCES = [
  { name: 'userinfo', url: USERINFO_URL },
  { name: '/me', url: ME_URL },
]

describe.each(RESOURCES)('at $name', ({ url }) => {
  const good = (claims: Record<string, unknown> = {}, header: object = {}) =>
    holder.proofWith(token, { htu: url, ...claims }, header)
  const ask = (proof?: string, scheme = 'DPoP') => askWithProof(token, proof, { url, scheme })
  const challenge =
    /^DPoP realm="[^"]+", algs="ES256 EdDSA Ed25519 PS256", error="invalid_dpop_proof"/

  it.each<Case>([
    ...BAD,
    { name: 'no ath', claims: () => ({ ath: undefined }), key: 'dpop_proof_access_token' },
    {
      name: 'the ath of another token',
      claims: () => ({ ath: base64url(new Uint8Array(32)) }),
      key: 'dpop_proof_access_token',
    },
    {
      name: 'a method of another request',
      claims: () => ({ htm: 'POST' }),
      key: 'dpop_proof_method',
    },
  ])('$name is 401 $key (catalogue 128, 131, 132)', async ({ claims, header, make, key }) => {
    const proof = await good(claims?.(), header?.())
    const answer = await ask(make ? await make(proof) : proof)
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
    expect(keyIn(answer)).toBe(key)
    expect(answer.challenge).toMatch(challenge)
  })

  it('no proof is 401 under the scheme DPoP', async () => {
    const answer = await ask()
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
    expect(keyIn(answer)).toBe('dpop_proof_missing')
    expect(answer.challenge).toMatch(challenge)
  })

  it('another key is 401 (RFC 9449 §7.1)', async () => {
    const thief = await newHolder('ES256')
    const answer = await ask(await thief.proofWith(token, { htu: url }))
    expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_dpop_proof' } })
    expect(keyIn(answer)).toBe('dpop_key_wrong')
  })

  it('a bound token is no bearer token, whatever proof is beside it (RFC 9449 §7.2)', async () => {
    for (const proof of [undefined, await good()]) {
      const answer = await ask(proof, 'Bearer')
      expect(answer).toMatchObject({ status: 401, body: { error: 'invalid_token' } })
      expect(keyIn(answer)).toBe('access_token_scheme')
    }
  })

  it('a proof for the other address is 401', async () => {
    const [elsewhere] = RESOURCES.filter((each) => each.url !== url)
    const answer = await ask(await good({ htu: elsewhere?.url }))
    expect(answer.status).toBe(401)
    expect(keyIn(answer)).toBe('dpop_proof_url')
  })

  it.each<{ name: string; claims?: () => Record<string, unknown>; header?: object }>([
    { name: 'ten seconds old', claims: () => ({ iat: now() - 10 }) },
    { name: 'ten seconds ahead', claims: () => ({ iat: now() + 10 }) },
    { name: 'a query in htu', claims: () => ({ htu: `${url}?a=b` }) },
    { name: 'a fragment in htu', claims: () => ({ htu: `${url}#c` }) },
    {
      name: 'case and default port of htu',
      claims: () => ({ htu: `HTTPS://OP.amphora.test:443${new URL(url).pathname}` }),
    },
    { name: 'more claims', claims: () => ({ nonce: 'unasked', foo: 'bar', exp: now() + 60 }) },
    { name: 'more header members', header: { foo: 'bar', kid: 'mine' } },
  ])('$name is fine', async ({ claims, header }) => {
    const answer = await ask(await good(claims?.(), header))
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status: 200 })
  })

  it('a query in the called URL is fine, and so is the scheme in any case', async () => {
    const answer = await askWithProof(token, await good(), { url: `${url}?a=b`, scheme: 'dpop' })
    expect(answer.status).toBe(200)
  })
})

describe('userinfo', () => {
  it('a page of another origin may send a proof and read the nonce (catalogue 217)', async () => {
    const response = await exports.default.fetch(USERINFO_URL, {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://app.test',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'authorization,dpop',
      },
    })
    expect(response.headers.get('Access-Control-Allow-Headers')?.toLowerCase()).toContain('dpop')
    const asked = await exports.default.fetch(USERINFO_URL, {
      headers: { Origin: 'https://app.test' },
    })
    expect(asked.headers.get('Access-Control-Expose-Headers')).toContain('DPoP-Nonce')
  })
})

describe('at the token endpoint', () => {
  it('nothing of all that uses up a code (catalogue 131, 132)', async () => {
    const code = await newCode(client, ada)
    for (const { name, claims, header, make, key } of BAD) {
      const good = await proofAtToken(claims?.(), header?.())
      const answer = await redeemWithProof(client, code, make ? await make(good) : good)
      expect(answer, name).toMatchObject({ status: 400, body: { error: 'invalid_dpop_proof' } })
      expect(keyIn(answer), name).toBe(key)
    }
    expect((await redeemWithProof(client, code, await proofAtToken())).status).toBe(200)
  })
})
