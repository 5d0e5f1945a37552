/** Access tokens for the tenant's APIs, by name (RFC 8707): catalogue 118. */
import { exports } from 'cloudflare:workers'
import * as oauth from 'oauth4webapi'
import * as rp from 'openid-client'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  VERIFIER,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn, headerOf, introspect, isGood, refresh, tokensOf } from '../support/signed_in.ts'

const ORDERS = 'https://orders.example/api'
const STOCK = 'urn:amphora:stock'
const SCOPE = 'openid profile offline_access orders:read stock:count misc'
const ADA = 'ada@resource.amphora.test'

const servers = [
  {
    resource: ORDERS,
    name: 'Orders',
    scopes: ['orders:read', 'orders:write'],
    access_token_lifetime: 7200,
    access_token_signing_alg: 'RS256',
  },
  {
    resource: STOCK,
    name: 'Stock',
    scopes: ['stock:count'],
    access_token_lifetime: 60,
    access_token_signing_alg: 'EdDSA',
  },
]

let app: TestClient
let robot: TestClient
/** The client that the orders API introspects as. */
let ordersApi: TestClient
let stranger: TestClient
let browser: Browser

beforeAll(async () => {
  await admin('PATCH', '/tenant', {
    scopes: ['orders:read', 'orders:write', 'stock:count', 'misc'].map((name) => ({
      name,
      description: `Allow ${name}`,
    })),
  })
  const scopes = [...SCOPE.split(' '), 'orders:write']
  app = await registerClient({ scopes })
  robot = await registerClient({
    grant_types: ['client_credentials'],
    scopes: ['orders:read', 'orders:write', 'misc'],
  })
  ordersApi = await registerClient()
  stranger = await registerClient()
  const [orders, stock] = servers
  await admin('PATCH', '/tenant', {
    resource_servers: [{ ...orders, client_id: ordersApi.clientId }, stock],
  })
  await registerPerson(ADA)
  browser = new Browser()
  codeOf(await signIn(browser, await open(app, { scope: SCOPE }), ADA))
})
afterEach(() => vi.restoreAllMocks())

const open = async (client: TestClient, claims: Record<string, unknown>) =>
  browser.open(await client.requestUrl(claims))

const codeFor = async (resource: unknown, claims: Record<string, unknown> = {}) =>
  codeOf(await open(app, { scope: SCOPE, resource, ...claims }))

const redeemFor = (code: string, resource: string[]) =>
  post(app, [
    ['grant_type', 'authorization_code'],
    ['code', code],
    ['redirect_uri', REDIRECT_URI],
    ['code_verifier', VERIFIER],
    ...resource.map((each): [string, string] => ['resource', each]),
  ])

/** A form that may hold `resource` several times. */
async function post({ clientId, secret }: TestClient, form: [string, string][], path = '/token') {
  const response = await exports.default.fetch(`${ISSUER}/oauth${path}`, {
    method: 'POST',
    headers: { Authorization: `Basic ${btoa(`${clientId}:${secret}`)}` },
    body: new URLSearchParams(form),
  })
  return { status: response.status, body: await response.json<Record<string, unknown>>() }
}

const invalidTarget = { status: 400, body: { error: 'invalid_target' } }

describe('a token for one API (RFC 8707 §2)', () => {
  it('names it as audience, and lives and is signed as the API has registered', async () => {
    const answer = await redeem(app, await codeFor(ORDERS))
    const { access, id } = tokensOf(answer)
    expect(claimsIn(access)).toMatchObject({ aud: ORDERS, iss: ISSUER })
    expect(headerOf(access)['alg']).toBe('RS256')
    expect(answer.body['expires_in']).toBe(7200)
    expect(Number(claimsIn(access)['exp']) - Number(claimsIn(access)['iat'])).toBe(7200)
    // Who signed in is the client's to know, whatever the access token is for.
    expect(claimsIn(id)).toMatchObject({ aud: app.clientId })
  })

  it('holds of the granted scopes those of the API, and the answer says which (RFC 6749 §5.1)', async () => {
    const answer = await redeem(app, await codeFor(ORDERS))
    expect(answer.body['scope']).toBe('orders:read')
    expect(claimsIn(tokensOf(answer).access)['scope']).toBe('orders:read')
  })

  it('opens nothing of ours (RFC 9068 §4)', async () => {
    const { access } = tokensOf(await redeem(app, await codeFor(ORDERS)))
    expect(await isGood(access)).toBe(false)
  })

  it('is told to the API that it names, and to no other (RFC 7662 §2.1)', async () => {
    const { access } = tokensOf(await redeem(app, await codeFor(ORDERS)))
    const seen = { active: true, aud: ORDERS, client_id: app.clientId, scope: 'orders:read' }
    expect(await introspect(ordersApi, access)).toMatchObject(seen)
    expect(await introspect(stranger, access)).toEqual({ active: false })
    const { access: other } = tokensOf(await redeem(app, await codeFor(STOCK)))
    expect(await introspect(ordersApi, other)).toEqual({ active: false })
  })

  it('is shown to people by the name of the API', async () => {
    const page = await open(app, { scope: SCOPE, resource: ORDERS, prompt: 'consent' })
    expect(inWords(page)).toContain('Orders: Allow orders:read')
    expect(inWords(page)).toContain('Allow misc')
  })
})

describe('several resources', () => {
  it('stand in one token, which then lives as the shortest and is signed as all can read (RFC 9068 §2.1)', async () => {
    const answer = await redeem(app, await codeFor([ORDERS, STOCK]))
    const { access } = tokensOf(answer)
    expect(claimsIn(access)).toMatchObject({
      aud: [ORDERS, STOCK],
      scope: 'orders:read stock:count',
    })
    expect(headerOf(access)['alg']).toBe('RS256')
    expect(answer.body['expires_in']).toBe(60)
  })

  it('may be ourselves and an API: then userinfo is open', async () => {
    const { access } = tokensOf(await redeem(app, await codeFor([ISSUER, ORDERS])))
    expect(claimsIn(access)).toMatchObject({
      aud: [ISSUER, ORDERS],
      scope: 'openid profile offline_access orders:read misc',
    })
    expect(await isGood(access)).toBe(true)
  })

  it('may be asked for by as many parameters, pushed and in the browser (RFC 8707 §2)', async () => {
    await admin('PATCH', '/tenant', { signed_requests: 'per_client' })
    const plain = await registerClient({
      require_signed_request_object: false,
      scopes: SCOPE.split(' '),
    })
    const form: [string, string][] = [
      ['response_type', 'code'],
      ['redirect_uri', REDIRECT_URI],
      ['scope', 'openid orders:read stock:count'],
      ['code_challenge', await challenge()],
      ['code_challenge_method', 'S256'],
      ['resource', ORDERS],
      ['resource', STOCK],
    ]
    const pushed = await post(plain, form, '/par')
    expect(pushed.status).toBe(201)
    const byName = authorizeUrl({
      client_id: plain.clientId,
      request_uri: String(pushed.body['request_uri']),
    })
    const byQuery = `${ISSUER}/oauth/authorize?${new URLSearchParams([['client_id', plain.clientId], ...form])}`
    for (const url of [byName, byQuery]) {
      const page = await browser.open(url)
      const code = codeOf(page.form ? await signIn(browser, page, ADA) : page)
      const { access } = tokensOf(await redeem(plain, code))
      expect(claimsIn(access)['aud']).toEqual([ORDERS, STOCK])
    }
  })
})

const challenge = async () => rp.calculatePKCECodeChallenge(VERIFIER)

describe('a request for tokens may narrow (RFC 8707 §2.2)', () => {
  it('at the code and at every refresh, and the grant stays as wide as it was', async () => {
    const code = await codeFor([ORDERS, STOCK, ISSUER])
    const first = tokensOf(await redeemFor(code, [STOCK]))
    expect(claimsIn(first.access)).toMatchObject({ aud: STOCK, scope: 'stock:count' })
    const second = tokensOf(await refresh(app, first.refresh, { resource: ISSUER }))
    expect(claimsIn(second.access)['aud']).toBe(ISSUER)
    expect(await isGood(second.access)).toBe(true)
    const third = tokensOf(await refresh(app, second.refresh))
    expect(claimsIn(third.access)['aud']).toEqual([ORDERS, STOCK, ISSUER])
  })

  it.each([
    { name: 'an API that was not granted', granted: ORDERS, asked: [STOCK] },
    { name: 'one more than was granted', granted: ORDERS, asked: [ORDERS, STOCK] },
    { name: 'ourselves, where an API alone was granted', granted: ORDERS, asked: [ISSUER] },
    { name: 'an API, where none was granted', granted: undefined, asked: [ORDERS] },
    { name: 'an API that there is not', granted: ORDERS, asked: ['https://evil.example/'] },
    {
      name: 'another, where the request was too long for its code',
      granted: ORDERS,
      asked: [STOCK],
      claims: { nonce: 'n'.repeat(500) },
    },
  ])('but not to $name, and nothing is used up (catalogue 118)', async (asking) => {
    const code = await codeFor(asking.granted, asking.claims)
    expect(await redeemFor(code, asking.asked)).toMatchObject(invalidTarget)
    const { refresh: token, access } = tokensOf(await redeem(app, code))
    expect(claimsIn(access)['aud']).toBe(asking.granted ?? ISSUER)
    const [asked = ''] = asking.asked.slice(-1)
    expect(await refresh(app, token, { resource: asked })).toMatchObject(invalidTarget)
    tokensOf(await refresh(app, token))
  })
})

describe('an authorization request is refused (RFC 8707 §2)', () => {
  it.each([
    { name: 'for an API that there is not', resource: 'https://evil.example/' },
    { name: 'for one that it has no scope of', resource: ORDERS, scope: 'openid stock:count' },
    { name: 'for one that is spelled another way', resource: `${ORDERS}/` },
    { name: 'where one of several is unknown', resource: [ORDERS, 'urn:unknown'] },
    { name: 'where resource is no list of text', resource: [ORDERS, 1] },
    { name: 'where resource is an object', resource: { uri: ORDERS } },
    { name: 'where resource is an empty list', resource: [] },
    { name: 'for more than ten', resource: Array.from({ length: 11 }, (_, at) => `urn:${at}`) },
  ])('$name', async ({ resource, scope = SCOPE }) => {
    const { left } = await open(app, { scope, resource })
    expect(left?.searchParams.get('error')).toBe('invalid_target')
  })
})

describe('a client for itself (RFC 6749 §4.4)', () => {
  const ask = (...form: [string, string][]) =>
    post(robot, [['grant_type', 'client_credentials'], ...form])

  it('gets a token for the API with the scopes of the API', async () => {
    const answer = await ask(['resource', ORDERS])
    expect(answer.body).toMatchObject({ expires_in: 7200, scope: 'orders:read orders:write' })
    const { access } = tokensOf(answer)
    expect(claimsIn(access)).toMatchObject({ aud: ORDERS, sub: robot.clientId })
    expect(await introspect(ordersApi, access)).toMatchObject({ active: true, aud: ORDERS })
  })

  it('gets what it always got where it names none', async () => {
    expect(claimsIn(tokensOf(await ask()).access)).toMatchObject({
      aud: ISSUER,
      scope: 'orders:read orders:write misc',
    })
  })

  it.each<{ name: string; form: [string, string][] }>([
    { name: 'an API that it has no scope of', form: [['resource', STOCK]] },
    {
      name: 'an API that its scope asks nothing of',
      form: [
        ['resource', ORDERS],
        ['scope', 'misc'],
      ],
    },
    { name: 'an API that there is not', form: [['resource', 'urn:unknown']] },
  ])('gets no token for $name', async ({ form }) => {
    expect(await ask(...form)).toMatchObject(invalidTarget)
  })
})

describe('what the operator changes', () => {
  it('takes an API its scopes away, in tokens of old grants too', async () => {
    const { refresh: token } = tokensOf(await redeem(app, await codeFor([ORDERS, STOCK])))
    const { body } = await admin('GET', '/tenant')
    await admin('PATCH', '/tenant', { resource_servers: servers.slice(0, 1) })
    const { access } = tokensOf(await refresh(app, token))
    expect(claimsIn(access)['scope']).toBe('orders:read')
    expect(
      (await open(app, { scope: SCOPE, resource: STOCK })).left?.searchParams.get('error'),
    ).toBe('invalid_target')
    await admin('PATCH', '/tenant', { resource_servers: body['resource_servers'] })
  })
})

describe('openid-client', () => {
  it('signs a request for two APIs, and asks for one of them with the code and at the refresh', async () => {
    const pair = await oauth.generateKeyPair('Ed25519', { extractable: true })
    const { crv, kty, x } = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
    const { clientId } = await registerClient({
      token_endpoint_auth_method: 'private_key_jwt',
      jwks: { keys: [{ crv, kty, x }] },
      scopes: SCOPE.split(' '),
    })
    const config = await rp.discovery(
      new URL(ISSUER),
      clientId,
      {},
      rp.PrivateKeyJwt(pair.privateKey),
      { [rp.customFetch]: (url: string, init: object) => exports.default.fetch(url, init) },
    )
    const parameters = new URLSearchParams({
      redirect_uri: REDIRECT_URI,
      scope: SCOPE,
      code_challenge: await challenge(),
      code_challenge_method: 'S256',
    })
    for (const each of [ORDERS, STOCK]) parameters.append('resource', each)
    const url = await rp.buildAuthorizationUrlWithJAR(config, parameters, pair.privateKey)
    const page = await browser.open(url)
    const { left } = page.form ? await signIn(browser, page, ADA) : page
    const checks = { pkceCodeVerifier: VERIFIER }
    const tokens = await rp.authorizationCodeGrant(config, left ?? url, checks, { resource: STOCK })
    expect(claimsIn(tokens.access_token)['aud']).toBe(STOCK)
    const refreshed = await rp.refreshTokenGrant(config, tokens.refresh_token ?? '', {
      resource: ORDERS,
    })
    expect(claimsIn(refreshed.access_token)['aud']).toBe(ORDERS)
    await expect(
      rp.refreshTokenGrant(config, refreshed.refresh_token ?? '', { resource: 'urn:unknown' }),
    ).rejects.toMatchObject({ error: 'invalid_target' })
  })
})
