/** Codes at the token endpoint: catalogue A5. */
import { exports } from 'cloudflare:workers'
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { nowSeconds } from '../../../src/kernel/clock.ts'
import { newCodeId, newGrantId, type Sub } from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  postAs,
  redeem,
  registerClient,
  VERIFIER,
  type TestClient,
} from '../support/relying_party.ts'
import {
  claimsIn,
  headerOf,
  introspect,
  invalidGrant,
  isGood,
  logOf,
  newCode,
  newTokens,
  refresh,
  signedInPerson,
  tokensOf,
  type SignedInPerson,
} from '../support/signed_in.ts'

let client: TestClient
let other: TestClient
let ada: SignedInPerson

beforeAll(async () => {
  client = await registerClient({
    redirect_uris: [REDIRECT_URI, `${REDIRECT_URI}/`, 'https://rp.amphora.test/other'],
  })
  other = await registerClient()
  ada = await signedInPerson({ name: 'Ada Lovelace', email_verified: true })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const send = (fields: Record<string, string>, as = client) =>
  postAs(as, '/oauth/token', {
    grant_type: 'authorization_code',
    redirect_uri: REDIRECT_URI,
    code_verifier: VERIFIER,
    ...fields,
  })

describe('a code that is redeemed', () => {
  it('comes to tokens that nobody may store (RFC 6749 §5.1)', async () => {
    const answer = await redeem(client, await newCode(client, ada))
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Pragma')).toBe('no-cache')
    expect(answer.body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'openid profile email offline_access',
    })
  })

  it('has an access token as RFC 9068 describes it', async () => {
    const { access } = await newTokens(client, ada)
    expect(headerOf(access)).toMatchObject({ typ: 'at+jwt', alg: 'EdDSA' })
    const now = nowSeconds()
    expect(claimsIn(access)).toEqual({
      iss: ISSUER,
      sub: ada.sub,
      aud: ISSUER,
      client_id: client.clientId,
      scope: 'openid profile email offline_access',
      iat: expect.closeTo(now, -1),
      exp: expect.closeTo(now + 300, -1),
      jti: expect.any(String),
      auth_time: expect.closeTo(now, -1),
      acr: '1',
      amr: ['pwd'],
    })
  })

  it('has an ID token that says who signed in, and no more (OpenID Connect Core §2, §5.4)', async () => {
    const { id } = await newTokens(client, ada, { details: { nonce: 'a nonce' } })
    expect(headerOf(id)).toMatchObject({ typ: 'JWT', alg: 'RS256' })
    expect(Object.keys(claimsIn(id)).toSorted()).toEqual(
      'acr amr at_hash aud auth_time exp iat iss nonce sid sub'.split(' '),
    )
    expect(claimsIn(id)).toMatchObject({ iss: ISSUER, sub: ada.sub, aud: client.clientId })
  })

  it('brings back the nonce of the request, and none where there was none (catalogue 110)', async () => {
    const nonce = 'n'.repeat(384)
    const withNonce = await newTokens(client, ada, { details: { nonce } })
    expect(claimsIn(withNonce.id)['nonce']).toBe(nonce)
    expect(claimsIn((await newTokens(client, ada)).id)).not.toHaveProperty('nonce')
  })

  it.each([
    { alg: 'RS256', hash: 'SHA-256' },
    { alg: 'EdDSA', hash: 'SHA-512' },
  ])(
    'has the at_hash of $alg, under a key of the key set (catalogue 110)',
    async ({ alg, hash }) => {
      const registered = await registerClient({ id_token_signed_response_alg: alg })
      const { access, id } = await newTokens(registered, ada)
      const keys = await (await exports.default.fetch(`${ISSUER}/.well-known/jwks.json`)).json()
      const { payload } = await jwtVerify(id, createLocalJWKSet(keys as JSONWebKeySet), {
        algorithms: [alg],
        issuer: ISSUER,
        audience: registered.clientId,
      })
      const digest = new Uint8Array(
        await crypto.subtle.digest(hash, new TextEncoder().encode(access)),
      )
      const half = digest.slice(0, digest.length / 2)
      expect(payload['at_hash']).toBe(half.toBase64({ alphabet: 'base64url', omitPadding: true }))
    },
  )

  it('puts into the ID token what the claims parameter asks for there (OpenID Connect Core §5.5)', async () => {
    const claims = { id_token: { name: { essential: true }, website: null } }
    const { id } = await newTokens(client, ada, { details: { claims } })
    expect(claimsIn(id)['name']).toBe('Ada Lovelace')
    expect(claimsIn(id)).not.toHaveProperty('website')
  })

  it('tells two clients two names of one session, and one client always the same', async () => {
    const [one, again] = [await newTokens(client, ada), await newTokens(client, ada)]
    const elsewhere = await newTokens(other, ada)
    expect(claimsIn(one.id)['sid']).toBe(claimsIn(again.id)['sid'])
    expect(claimsIn(one.id)['sid']).not.toBe(claimsIn(elsewhere.id)['sid'])
  })

  it('comes to no ID token without openid, to no refresh token without offline_access', async () => {
    const plain = await redeem(
      client,
      await newCode(client, ada, { details: { scope: ['email'] } }),
    )
    expect(Object.keys(plain.body).toSorted()).toEqual(
      'access_token expires_in scope token_type'.split(' '),
    )
  })

  it('comes to no refresh token for a client that has not registered the grant', async () => {
    const plain = await registerClient({ grant_types: ['authorization_code'] })
    const answer = await redeem(plain, await newCode(plain, ada))
    expect(answer.status).toBe(200)
    expect(answer.body).not.toHaveProperty('refresh_token')
  })
})

describe('a code is for one use', () => {
  it('of 100 at once exactly one gets tokens, and those are dead afterwards (catalogue 97)', async () => {
    const code = await newCode(client, ada)
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(client, code)))
    const winners = answers.filter(({ status }) => status === 200)
    expect(winners.length).toBe(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expect(answer).toMatchObject(invalidGrant)
    }
    const [winner] = winners.map(tokensOf)
    expect(await isGood(winner?.access ?? '')).toBe(false)
    expect(await refresh(client, winner?.refresh ?? '')).toMatchObject(invalidGrant)
  })

  it('replayed later, it ends all that came of it, and the log says so (catalogue 98)', async () => {
    const reuse = logOf('code_reuse')
    const code = await newCode(client, ada)
    const { access, refresh: refreshToken } = tokensOf(await redeem(client, code))
    expect(await isGood(access)).toBe(true)
    expect(await redeem(client, code)).toMatchObject(invalidGrant)
    expect(await isGood(access)).toBe(false)
    expect(await introspect(client, access)).toEqual({ active: false })
    expect(await refresh(client, refreshToken)).toMatchObject(invalidGrant)
    expect(reuse()).toMatchObject([{ client_id: client.clientId, sub: ada.sub }])
  })

  it('also where it has expired meanwhile', async () => {
    const code = await newCode(client, ada)
    const { access } = tokensOf(await redeem(client, code))
    vi.setSystemTime(Date.now() + 70_000)
    expect(await redeem(client, code)).toMatchObject(invalidGrant)
    expect(await isGood(access)).toBe(false)
  })

  it('a second code of the same sign-in is refused and harms nothing', async () => {
    const core = { grantId: newGrantId() }
    const [one, two] = [await newCode(client, ada, { core }), await newCode(client, ada, { core })]
    const { access } = tokensOf(await redeem(client, one))
    expect(await redeem(client, two)).toMatchObject(invalidGrant)
    expect(await isGood(access)).toBe(true)
  })
})

describe('what a thief lacks', () => {
  it.each([
    { name: 'another client that authenticates', as: () => other, fields: {} },
    { name: 'a wrong verifier', fields: { code_verifier: 'x'.repeat(43) } },
    { name: 'no verifier', fields: { code_verifier: '' } },
    {
      name: 'the challenge for a verifier',
      fields: { code_verifier: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM' },
    },
    { name: 'a verifier of 42 characters', fields: { code_verifier: VERIFIER.slice(1) } },
    { name: 'a verifier of 129 characters', fields: { code_verifier: 'a'.repeat(129) } },
    { name: 'no redirect_uri', fields: { redirect_uri: '' } },
    { name: 'another registered one', fields: { redirect_uri: 'https://rp.amphora.test/other' } },
    { name: 'a trailing slash', fields: { redirect_uri: `${REDIRECT_URI}/` } },
  ])(
    'with $name is invalid_grant, and the code stays good (catalogue 99, 100, 101, 103)',
    async ({ as = () => client, fields }) => {
      const code = await newCode(client, ada)
      expect(await send({ code, ...fields }, as())).toMatchObject(invalidGrant)
      tokensOf(await redeem(client, code))
    },
  )

  it('replayed by somebody else, it does not end the tokens that came of it (catalogue 99)', async () => {
    const code = await newCode(client, ada)
    const { access } = tokensOf(await redeem(client, code))
    expect(await send({ code }, other)).toMatchObject(invalidGrant)
    expect(await send({ code, code_verifier: 'x'.repeat(43) })).toMatchObject(invalidGrant)
    const wrongSecret = { ...client, secret: 'secret_wrong' }
    expect(await send({ code }, wrongSecret)).toMatchObject({ status: 401 })
    expect(await isGood(access)).toBe(true)
  })

  it('a verifier is refused where there was no challenge (RFC 9700 §4.8, catalogue 102)', async () => {
    const code = await newCode(client, ada, { isPlain: true })
    expect(await send({ code })).toMatchObject(invalidGrant)
    tokensOf(await send({ code, code_verifier: '' }))
  })
})

describe('a code that is none', () => {
  const flip = (code: string, at: number) =>
    code.slice(0, at) + (code[at] === 'A' ? 'B' : 'A') + code.slice(at + 1)

  it.each<{ name: string; make: (code: string) => string }>([
    { name: 'random', make: () => randomToken(200) },
    { name: 'short', make: () => 'a' },
    { name: 'cut', make: (code) => code.slice(0, -4) },
    { name: 'longer', make: (code) => `${code}AAAA` },
    { name: 'with a bit flipped in its header', make: (code) => flip(code, 1) },
    { name: 'with a bit flipped in its salt', make: (code) => flip(code, 20) },
    { name: 'with a bit flipped in its text', make: (code) => flip(code, 200) },
    { name: 'of 60,000 characters', make: () => 'A'.repeat(60_000) },
  ])('$name is invalid_grant, and no object is asked (catalogue 106, 107)', async ({ make }) => {
    const asked = logOf('request')
    const code = make(await newCode(client, ada))
    expect(await send({ code })).toMatchObject(invalidGrant)
    expect(asked().at(-1)).toMatchObject({ path: '/oauth/token', object_calls: 0 })
  })

  it('a refresh token, an access token and an ID token are none either', async () => {
    const tokens = await newTokens(client, ada)
    for (const code of Object.values(tokens)) {
      expect(await send({ code })).toMatchObject(invalidGrant)
    }
  })

  it('two codes of one person share no visible part (catalogue 106)', async () => {
    const core = { grantId: newGrantId() }
    const code = { codeId: newCodeId() }
    const made = [
      await newCode(client, ada, { core, code }),
      await newCode(client, ada, { core, code }),
    ]
    const [one = '', two = ''] = made
    // The version and the number of the sealing key: 3 bytes.
    expect(one.slice(0, 4)).toBe(two.slice(0, 4))
    for (let at = 4; at + 8 <= one.length; at++) {
      expect(two.includes(one.slice(at, at + 8))).toBe(false)
    }
  })

  it('for a person who never was is refused, and leaves nothing behind (catalogue 107)', async () => {
    const code = await newCode(client, ada, { code: { sub: randomToken() as Sub } })
    expect(await send({ code })).toMatchObject(invalidGrant)
  })

  it('a missing one is invalid_request', async () => {
    const answer = await send({})
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})

describe('a code that is too late', () => {
  it('after 60 s is refused, without any leeway (catalogue 104)', async () => {
    const code = await newCode(client, ada)
    vi.setSystemTime(Date.now() + 61_000)
    expect(await redeem(client, code)).toMatchObject(invalidGrant)
  })

  it('after the person was disabled is refused (catalogue 105)', async () => {
    const eve = await signedInPerson()
    const code = await newCode(client, eve)
    await admin('PATCH', `/users/${eve.sub}`, { disabled: true })
    expect(await redeem(client, code)).toMatchObject(invalidGrant)
  })

  it('after the session has ended is refused (catalogue 105)', async () => {
    const eve = await signedInPerson()
    const code = await newCode(client, eve)
    await admin('DELETE', `/users/${eve.sub}/sessions`)
    expect(await redeem(client, code)).toMatchObject(invalidGrant)
  })

  it('after the grants of the client were revoked is refused (catalogue 105)', async () => {
    const app = await registerClient()
    const code = await newCode(app, ada)
    await admin('POST', `/oauth/clients/${app.clientId}/revoke-grants`)
    expect(await redeem(app, code)).toMatchObject(invalidGrant)
    tokensOf(await redeem(app, await newCode(app, ada)))
  })

  it('after the client was disabled is invalid_client (catalogue 105)', async () => {
    const app = await registerClient()
    const code = await newCode(app, ada)
    await admin('DELETE', `/oauth/clients/${app.clientId}`)
    expect(await redeem(app, code)).toMatchObject({
      status: 401,
      body: { error: 'invalid_client' },
    })
  })

  it('after its redirect_uri was removed is refused', async () => {
    const app = await registerClient()
    const code = await newCode(app, ada)
    await admin('PATCH', `/oauth/clients/${app.clientId}`, {
      redirect_uris: ['https://rp.amphora.test/new'],
    })
    expect(await redeem(app, code)).toMatchObject(invalidGrant)
  })
})

it('no code, token or secret is ever in the log (catalogue 108)', async () => {
  const written = vi.spyOn(console, 'log')
  const code = await newCode(client, ada)
  const tokens = tokensOf(await redeem(client, code))
  await redeem(client, code)
  await refresh(client, tokens.refresh)
  await introspect(client, tokens.access)
  const log = JSON.stringify(written.mock.calls)
  expect(log).toContain('code_reuse')
  for (const secret of [code, ...Object.values(tokens), client.secret, VERIFIER]) {
    expect(log).not.toContain(secret)
  }
})
