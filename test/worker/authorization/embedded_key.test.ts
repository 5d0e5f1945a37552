/** Request objects that bring their key along: which are read, and for whom (docs/browser-apps.md). */
import { beforeAll, describe, expect, it } from 'vitest'
import { readAuthorizationRequest } from '../../../src/protocol/authorization/read_authorization_request.ts'
import { newHolder, type Holder } from '../support/dpop.ts'
import { client, NOW, readingWorld, settings, type Scene } from '../support/reading_world.ts'
import { newSigner, requestClaims, SECRET, signHs256, type Signer } from '../support/signing.ts'

const { request_object_signing_alg: _, ...unsigned } = client('c', {
  token_endpoint_auth_method: 'none',
  request_object_key: 'embedded',
})
const scene: Scene = { clients: [unsigned] }
let ed: Holder
let ec: Holder
let rsa: Signer

beforeAll(async () => {
  ed = await newHolder('EdDSA')
  ec = await newHolder('ES256')
  rsa = await newSigner('PS256')
})

const sign = (
  { signer }: Holder,
  { claims = {}, header = {} }: { claims?: Record<string, unknown>; header?: object } = {},
) => signer.sign(requestClaims('c', claims), { jwk: signer.publicJwk, ...header })

const read = async (request: string, within = scene) =>
  readAuthorizationRequest(
    readingWorld(within),
    new Map(Object.entries({ client_id: 'c', request })),
  )

const refused = (key: string, on = 'page') => ({
  ok: false,
  reason: { on, refusal: expect.objectContaining({ key }) },
})

describe('a request object with an embedded key', () => {
  it.each([
    { alg: 'EdDSA', holder: () => ed, header: {} },
    { alg: 'Ed25519', holder: () => ed, header: { alg: 'Ed25519' } },
    { alg: 'ES256', holder: () => ec, header: {} },
  ])('of $alg is bound to it as if by dpop_jkt (RFC 9449 §10)', async ({ holder, header }) => {
    const accepted = await read(await sign(holder(), { header }))
    expect(accepted).toMatchObject({
      ok: true,
      value: { parameters: { dpop_jkt: holder().jkt, code_challenge: expect.any(String) } },
    })
  })

  it('costs one signature, and none where there is no key to verify with', async () => {
    const costOf = async (request: string) => {
      const world = readingWorld(scene)
      await readAuthorizationRequest(world, new Map(Object.entries({ client_id: 'c', request })))
      return world.tally.signaturesVerified
    }
    expect(await costOf(await sign(ed))).toBe(1)
    expect(await costOf(await sign(ed, { header: { jwk: ec.signer.publicJwk } }))).toBe(0)
  })

  it('may say so itself, and no other (RFC 9449 §10)', async () => {
    const same = await read(await sign(ed, { claims: { dpop_jkt: ed.jkt } }))
    expect(same).toMatchObject({ ok: true, value: { parameters: { dpop_jkt: ed.jkt } } })
    const other = await read(await sign(ed, { claims: { dpop_jkt: ec.jkt } }))
    expect(other).toMatchObject(refused('dpop_jkt_other_key', 'redirect'))
  })

  it.each<{ name: string; header: () => object; key: string }>([
    { name: 'none', header: () => ({ jwk: undefined }), key: 'request_object_key' },
    {
      name: 'none but a kid',
      header: () => ({ jwk: undefined, kid: 'k' }),
      key: 'request_object_key',
    },
    { name: 'text', header: () => ({ jwk: 'key' }), key: 'request_object_key' },
    {
      name: 'a private key',
      header: () => ({ jwk: { ...ed.signer.publicJwk, d: 'AAAA' } }),
      key: 'request_object_key',
    },
    {
      name: 'a symmetric key',
      header: () => ({ jwk: { kty: 'oct', k: 'AAAA' } }),
      key: 'request_object_key',
    },
    {
      name: 'a point of small order',
      header: () => ({ jwk: { kty: 'OKP', crv: 'Ed25519', x: 'A'.repeat(43) } }),
      key: 'request_object_key',
    },
    {
      name: 'a key of another kind than alg',
      header: () => ({ jwk: ec.signer.publicJwk }),
      key: 'request_object_key',
    },
    {
      name: 'a key to encrypt to',
      header: () => ({ jwk: { ...ed.signer.publicJwk, use: 'enc' } }),
      key: 'request_object_key',
    },
    {
      name: 'a key beside jku',
      header: () => ({ jku: 'https://a.test/' }),
      key: 'request_object_header_forbidden',
    },
    {
      name: 'a key beside x5u',
      header: () => ({ x5u: 'https://a.test/' }),
      key: 'request_object_header_forbidden',
    },
    {
      name: 'a key beside x5c',
      header: () => ({ x5c: ['MII'] }),
      key: 'request_object_header_forbidden',
    },
    {
      name: 'a key beside crit',
      header: () => ({ crit: ['exp'] }),
      key: 'request_object_header_forbidden',
    },
  ])('is refused where it is $name', async ({ header, key }) => {
    expect(await read(await sign(ed, { header: header() }))).toMatchObject(refused(key))
  })

  it('is refused where another key has signed', async () => {
    const other = await newHolder('EdDSA')
    const request = await sign(ed, { header: { jwk: other.signer.publicJwk } })
    expect(await read(request)).toMatchObject(refused('request_object_signature'))
  })

  it('is refused with RSA, and with HS256 under any secret', async () => {
    const claims = requestClaims('c')
    const byRsa = await rsa.sign(claims, { jwk: rsa.publicJwk })
    expect(await read(byRsa)).toMatchObject(refused('request_object_algorithm'))
    const jwk = ed.signer.publicJwk
    const bySecret = await signHs256(claims, { header: { jwk }, secret: SECRET })
    expect(await read(bySecret)).toMatchObject(refused('request_object_algorithm'))
  })

  it('is held to the one algorithm that its client registered, if any', async () => {
    const one = { clients: [client('c', { ...unsigned, request_object_signing_alg: 'EdDSA' })] }
    expect(await read(await sign(ed), one)).toMatchObject({ ok: true })
    expect(await read(await sign(ec), one)).toMatchObject(refused('request_object_algorithm'))
  })

  it.each([
    { name: 'aud', claims: { aud: 'https://other.test' }, key: 'request_object_audience' },
    { name: 'exp', claims: { exp: NOW + 301 }, key: 'request_object_lifetime' },
    { name: 'jti', claims: { jti: undefined }, key: 'request_object_jti' },
    { name: 'iss', claims: { iss: 'd' }, key: 'request_object_issuer' },
    {
      name: 'redirect_uri',
      claims: { redirect_uri: 'https://evil.test/cb' },
      key: 'redirect_uri_unregistered',
    },
    {
      name: 'code_challenge (RFC 9700 §2.1.1)',
      claims: { code_challenge: undefined, code_challenge_method: undefined },
      key: 'code_challenge_missing',
      on: 'redirect',
    },
  ])('is held to every other rule: $name', async ({ claims, key, on }) => {
    expect(await read(await sign(ed, { claims }))).toMatchObject(refused(key, on))
  })

  it('spends its jti for its own key alone: a stranger can use up nobody’s request', async () => {
    const [mine, again, strangers] = await Promise.all([
      read(await sign(ed)),
      read(await sign(ed, { claims: { state: 'another' } })),
      read(await sign(ec)),
    ])
    if (!mine.ok || !again.ok || !strangers.ok) throw new Error('refused')
    expect(again.value.spend).toEqual(mine.value.spend)
    expect(strangers.value.spend).not.toEqual(mine.value.spend)
  })
})

describe('for a client that registers its keys', () => {
  it.each([
    { name: 'its secret', record: {} },
    {
      name: 'its very own key',
      record: { request_object_signing_alg: 'EdDSA', token_endpoint_auth_method: 'none' } as const,
    },
  ])('an embedded key is refused beside $name (RFC 8725 §3.10)', async ({ record }) => {
    const jwks = { keys: [ed.signer.publicJwk] }
    const clients = [client('c', { ...record, jwks })]
    const request =
      'token_endpoint_auth_method' in record
        ? await sign(ed)
        : await signHs256(requestClaims('c'), { header: { jwk: ed.signer.publicJwk } })
    const within = { clients, secrets: { c: [SECRET] } }
    expect(await read(request, within)).toMatchObject(refused('request_object_header_forbidden'))
  })
})

it('a client with embedded keys asks nothing unsigned, whatever its tenant allows', async () => {
  const within = { ...scene, settings: settings({ signed_requests: 'per_client' }) }
  const { iss, aud, iat, exp, jti, ...plain } = requestClaims('c')
  const asked = await readAuthorizationRequest(readingWorld(within), new Map(Object.entries(plain)))
  expect(asked).toMatchObject(refused('request_missing'))
})
