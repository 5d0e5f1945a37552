/** Introspection and revocation: catalogue A9. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { exports } from 'cloudflare:workers'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { postAs, registerClient, type TestClient } from '../support/relying_party.ts'
import {
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

const INACTIVE = { active: false }
let client: TestClient
let other: TestClient
let ada: SignedInPerson

beforeAll(async () => {
  client = await registerClient()
  other = await registerClient()
  ada = await signedInPerson({ preferred_username: 'ada' })
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const revoke = (as: TestClient, token: string, fields: Record<string, string> = {}) =>
  postAs(as, '/oauth/revoke', { token, ...fields })

const postPublic = (app: TestClient, path: string, fields: Record<string, string>) =>
  exports.default.fetch(`${ISSUER}${path}`, {
    method: 'POST',
    body: new URLSearchParams({ client_id: app.clientId, ...fields }),
  })

describe('introspection (RFC 7662)', () => {
  it('tells the client that holds it all about a good token, and nobody may store that', async () => {
    const { access } = await newTokens(client, ada)
    const answer = await postAs(client, '/oauth/introspect', { token: access })
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.body).toEqual({
      active: true,
      client_id: client.clientId,
      username: 'ada',
      scope: 'openid profile email offline_access',
      sub: ada.sub,
      aud: ISSUER,
      iss: ISSUER,
      exp: expect.any(Number),
      iat: expect.any(Number),
      token_type: 'Bearer',
      acr: '1',
      auth_time: expect.any(Number),
    })
  })

  it('names the person only as far as the scope of the token goes', async () => {
    const email = await newTokens(client, ada, { details: { scope: ['openid', 'email'] } })
    expect(await introspect(client, email.access)).toMatchObject({ username: ada.email })
    const bare = await newTokens(client, ada, { details: { scope: ['openid'] } })
    expect(await introspect(client, bare.access)).not.toHaveProperty('username')
  })

  it('tells another client nothing at all, unless it may ask about any (CVE-2026-37979, catalogue 150)', async () => {
    const { access } = await newTokens(client, ada)
    expect(await introspect(other, access)).toEqual(INACTIVE)
    const asked = logOf('request')
    expect(await introspect(other, access)).toEqual(INACTIVE)
    expect(asked().at(-1)).toMatchObject({ object_calls: 0 })
    const gateway = await registerClient({ introspect_any: true })
    expect(await introspect(gateway, access)).toMatchObject({ active: true, sub: ada.sub })
  })

  it('is not for public clients (catalogue 150)', async () => {
    const app = await registerClient({ token_endpoint_auth_method: 'none' })
    const answer = await postPublic(app, '/oauth/introspect', { token: 'a' })
    expect(answer.status).toBe(401)
    expect(await answer.json()).toMatchObject({ error: 'invalid_client' })
  })

  it('is for nobody who does not say who asks (RFC 7662 §4, catalogue 150)', async () => {
    const { access } = await newTokens(client, ada)
    const answer = await exports.default.fetch(`${ISSUER}/oauth/introspect`, {
      method: 'POST',
      body: new URLSearchParams({ token: access }),
    })
    expect(answer.status).toBe(401)
    expect(Object.keys(await answer.json<object>())).not.toContain('active')
  })

  it.each<{ name: string; token: () => Promise<string> }>([
    { name: 'a refresh token', token: async () => (await newTokens(client, ada)).refresh },
    { name: 'an ID token', token: async () => (await newTokens(client, ada)).id },
    { name: 'a code', token: () => newCode(client, ada) },
    { name: 'garbage', token: async () => randomToken(100) },
    { name: 'a JWT of nobody', token: async () => 'eyJhbGciOiJub25lIn0.e30.' },
    { name: '60,000 characters', token: async () => 'a.b.'.repeat(15_000) },
  ])('$name is inactive, and no object is asked (catalogue 151)', async ({ token }) => {
    const text = await token()
    const asked = logOf('request')
    expect(await introspect(client, text)).toEqual(INACTIVE)
    expect(asked().at(-1)).toMatchObject({ object_calls: 0 })
  })

  it('1 MiB is refused before it is read (catalogue 151)', async () => {
    const answer = await postAs(client, '/oauth/introspect', { token: 'a'.repeat(1024 * 1024) })
    expect(answer.status).toBe(413)
  })

  it('of an expired token is inactive, to the second', async () => {
    const { access } = await newTokens(client, ada)
    const { exp } = await introspect(client, access)
    vi.setSystemTime((Number(exp) - 1) * 1000)
    expect(await introspect(client, access)).toMatchObject({ active: true })
    vi.setSystemTime(Number(exp) * 1000)
    expect(await introspect(client, access)).toEqual(INACTIVE)
  })

  it('of a person who was disabled is inactive at once', async () => {
    const eve = await signedInPerson()
    const { access } = await newTokens(client, eve)
    await admin('PATCH', `/users/${eve.sub}`, { disabled: true })
    expect(await introspect(client, access)).toEqual(INACTIVE)
  })

  it('of a token without offline access ends with the session', async () => {
    const eve = await signedInPerson()
    const { access } = await newTokens(client, eve, { details: { scope: ['openid'] } })
    expect(await introspect(client, access)).toMatchObject({ active: true })
    await admin('DELETE', `/users/${eve.sub}/sessions`)
    expect(await introspect(client, access)).toEqual(INACTIVE)
  })

  it('without a token is invalid_request', async () => {
    const answer = await postAs(client, '/oauth/introspect', {})
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_request' } })
  })
})

describe('revocation (RFC 7009)', () => {
  it('of a refresh token ends the family and its access tokens (catalogue 153)', async () => {
    const tokens = await newTokens(client, ada)
    const answer = await revoke(client, tokens.refresh)
    expect(answer).toMatchObject({ status: 200, body: {} })
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(await refresh(client, tokens.refresh)).toMatchObject(invalidGrant)
    expect(await isGood(tokens.access)).toBe(false)
  })

  it('of an access token ends that one alone, at once (catalogue 153)', async () => {
    const first = await newTokens(client, ada)
    const second = tokensOf(await refresh(client, first.refresh))
    await revoke(client, first.access)
    expect(await isGood(first.access)).toBe(false)
    expect(await introspect(client, first.access)).toEqual(INACTIVE)
    expect(await isGood(second.access)).toBe(true)
    tokensOf(await refresh(client, second.refresh))
  })

  it.each([
    { kind: 'refresh', hint: 'access_token' },
    { kind: 'access', hint: 'refresh_token' },
    { kind: 'access', hint: 'something_else' },
  ] as const)('of the $kind token works with the hint $hint (catalogue 153)', async (given) => {
    const tokens = await newTokens(client, ada)
    await revoke(client, tokens[given.kind], { token_type_hint: given.hint })
    expect(await isGood(tokens.access)).toBe(false)
  })

  it.each(['refresh', 'access'] as const)(
    "of another client's %s token is answered with 200, and it lives on (catalogue 152)",
    async (kind) => {
      const tokens = await newTokens(client, ada)
      expect(await revoke(other, tokens[kind])).toMatchObject({ status: 200 })
      expect(await isGood(tokens.access)).toBe(true)
      tokensOf(await refresh(client, tokens.refresh))
    },
  )

  it('of what is no token is answered with 200, and asks no object (catalogue 153)', async () => {
    const asked = logOf('request')
    expect(await revoke(client, randomToken(50))).toMatchObject({ status: 200 })
    expect(asked().at(-1)).toMatchObject({ object_calls: 0 })
  })

  it('is for public clients too: their own tokens', async () => {
    const app = await registerClient({ token_endpoint_auth_method: 'none' })
    const code = await newCode(app, ada)
    const redeemed = await postPublic(app, '/oauth/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: 'https://rp.amphora.test/cb',
      code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    })
    const { access_token: access } = await redeemed.json<{ access_token: string }>()
    expect(await isGood(access)).toBe(true)
    expect((await postPublic(app, '/oauth/revoke', { token: access })).status).toBe(200)
    expect(await isGood(access)).toBe(false)
  })

  it('without a token is invalid_request', async () => {
    expect(await postAs(client, '/oauth/revoke', {})).toMatchObject({ status: 400 })
  })
})
