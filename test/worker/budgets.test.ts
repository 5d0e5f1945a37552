/** What every request may cost over HTTP, held to the table of docs/architecture.md: object calls, rows, KV reads. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { base64url } from '../../src/kernel/encoding.ts'
import { sha256 } from '../../src/kernel/digest.ts'
import { MAIN_TENANT } from '../../src/kernel/ids.ts'
import { admin } from './admin/house.ts'
import { runAlarms } from './registry/house.ts'
import { Browser } from './support/browser.ts'
import { askWithProof, newHolder, redeemWithProof, TOKEN_URL } from './support/dpop.ts'
import { ISSUER, REDIRECT_URI } from './support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  PASSWORD,
  postAs,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  VERIFIER,
  type TestClient,
} from './support/relying_party.ts'
import { refresh, tokensOf } from './support/signed_in.ts'
import { spent } from './support/spent.ts'

const ADA = 'ada@budgets.amphora.test'
const BY_REFERENCE = 'https://rp.amphora.test/request'
let client: TestClient
let plain: TestClient
let steady: TestClient
let robot: TestClient
let hybrid: TestClient
/** Ada has signed in here, and consented to every client. */
let browser: Browser

beforeAll(async () => {
  await admin('PATCH', '/tenant', {
    signed_requests: 'per_client',
    request_uri_parameter: true,
    front_channel_tokens: true,
    scopes: [{ name: 'stock', description: 'Count the stock' }],
    resource_servers: [
      {
        resource: STOCK,
        name: 'Stock',
        scopes: ['stock'],
        access_token_lifetime: 300,
        access_token_signing_alg: 'EdDSA',
      },
    ],
  })
  client = await registerClient({
    scopes: ['openid', 'profile', 'email', 'offline_access', 'stock'],
    request_uris: [BY_REFERENCE],
  })
  plain = await registerClient({ require_signed_request_object: false })
  steady = await registerClient({ refresh_token_rotation: 'none' })
  robot = await registerClient({ grant_types: ['client_credentials'], scopes: ['stock'] })
  hybrid = await registerClient({
    grant_types: ['authorization_code', 'refresh_token', 'implicit'],
    response_types: ['code', 'id_token', 'code id_token token'],
    consent: 'skip',
  })
  await registerPerson(ADA)
  await settleTenant()
  browser = new Browser()
  // Everything is warm from here on, as in an isolate that has answered before.
  for (const each of [client, plain, steady, hybrid]) await newTokens(each)
  await askToken(robot, { grant_type: 'client_credentials' })
  // Consent to the API, once.
  const page = await browser.open(await client.requestUrl(FOR_STOCK))
  codeOf(await browser.submit(page, { decision: 'approve' }))
})

afterEach(() => vi.restoreAllMocks())

/** Has the tenant tell KV all that it has to tell, for its rows are counted like everybody's. */
async function settleTenant(): Promise<void> {
  vi.setSystemTime(Date.now() + 1000_000)
  await runAlarms(MAIN_TENANT)
}

const STOCK = 'urn:amphora:stock'
const FOR_STOCK = { scope: 'openid offline_access stock', resource: STOCK }
const OFFLINE = { scope: 'openid profile email offline_access' }

const HYBRID = { ...OFFLINE, response_type: 'code id_token token' }

/** What came back in the fragment. */
async function fragmentAt(url: string): Promise<Record<string, string>> {
  const { left } = await browser.open(url)
  return Object.fromEntries(new URLSearchParams(left?.hash.slice(1)))
}

async function newCode(of: TestClient): Promise<string> {
  const page = await browser.open(await of.requestUrl(OFFLINE))
  if (page.form?.action !== '/consent')
    return codeOf(page.left ? page : await signIn(browser, page, ADA))
  return codeOf(await browser.submit(page, { decision: 'approve' }))
}

const newTokens = async (of: TestClient) => tokensOf(await redeem(of, await newCode(of)))

const askToken = (of: TestClient, fields: Record<string, string>) =>
  postAs(of, '/oauth/token', fields)

const openWith = (path: string, token: string) =>
  exports.default.fetch(`${ISSUER}${path}`, { headers: { Authorization: `Bearer ${token}` } })

const pushPlain = async () => {
  const { body } = await postAs(plain, '/oauth/par', {
    response_type: 'code',
    redirect_uri: REDIRECT_URI,
    code_challenge: base64url(await sha256(VERIFIER)),
    code_challenge_method: 'S256',
    ...OFFLINE,
  })
  expect(body, JSON.stringify(body)).toHaveProperty('request_uri')
  return String(body['request_uri'])
}

interface Budget {
  name: string
  /** What is needed first, and is not counted. */
  given?: () => Promise<string>
  ask: (given: string) => Promise<unknown>
  calls: number
  rows: number
}

describe('one request', () => {
  it.each<Budget>([
    {
      name: 'authorize, signed in and consented',
      given: () => client.requestUrl(OFFLINE),
      ask: async (url) => codeOf(await browser.open(url)),
      calls: 2,
      rows: 1,
    },
    {
      name: 'authorize, for an API by name',
      given: () => client.requestUrl(FOR_STOCK),
      ask: async (url) => codeOf(await browser.open(url)),
      calls: 2,
      rows: 1,
    },
    {
      name: 'authorize by reference: one fetch, and no call more',
      given: () => client.requestObject(OFFLINE),
      ask: async (request) => {
        const headers = { 'content-type': 'application/oauth-authz-req+jwt' }
        const fetched = vi
          .spyOn(globalThis, 'fetch')
          .mockImplementation(async () => new Response(request, { headers }))
        const named = { client_id: client.clientId, request_uri: BY_REFERENCE }
        codeOf(await browser.open(authorizeUrl(named)))
        expect(fetched).toHaveBeenCalledOnce()
      },
      calls: 2,
      rows: 1,
    },
    {
      name: 'authorize, answered by a signed response: no call more',
      given: () => client.requestUrl({ ...OFFLINE, response_mode: 'jwt' }),
      ask: async (url) => {
        const { left } = await browser.open(url)
        expect(left?.searchParams.get('response')).toBeTruthy()
      },
      calls: 2,
      rows: 1,
    },
    {
      name: 'authorize, answered by an ID token alone: no grant, no row more',
      given: () => hybrid.requestUrl({ response_type: 'id_token' }),
      ask: async (url) => expect(await fragmentAt(url)).toHaveProperty('id_token'),
      calls: 2,
      rows: 1,
    },
    {
      name: 'authorize, answered by code and tokens: the row of their grant, however long the request',
      given: () => hybrid.requestUrl({ ...HYBRID, nonce: 'n'.repeat(500) }),
      ask: async (url) => expect(await fragmentAt(url)).toHaveProperty('access_token'),
      calls: 2,
      rows: 2,
    },
    {
      name: 'authorize, where the request is too long for a code',
      given: () => client.requestUrl({ ...OFFLINE, nonce: 'n'.repeat(500) }),
      ask: async (url) => codeOf(await browser.open(url)),
      calls: 2,
      rows: 2,
    },
    {
      name: 'authorize, refused: nothing is spent',
      given: () =>
        client.requestUrl({ ...OFFLINE, prompt: 'none', claims: { userinfo: { zoneinfo: null } } }),
      ask: async (url) => {
        const { left } = await browser.open(url)
        expect(left?.searchParams.get('error')).toBe('consent_required')
      },
      calls: 1,
      rows: 0,
    },
    { name: 'PAR push, plain', ask: pushPlain, calls: 1, rows: 1 },
    {
      name: 'PAR push of a signed request: the guard besides',
      given: () => client.requestObject(OFFLINE),
      ask: (request) => postAs(client, '/oauth/par', { request }),
      calls: 2,
      rows: 2,
    },
    {
      name: 'authorize with a pushed request_uri',
      given: async () =>
        authorizeUrl({ client_id: plain.clientId, request_uri: await pushPlain() }),
      ask: async (url) => codeOf(await browser.open(url)),
      calls: 3,
      rows: 1,
    },
    {
      name: 'token, authorization_code',
      given: () => newCode(client),
      ask: async (code) => tokensOf(await redeem(client, code)),
      calls: 1,
      rows: 1,
    },
    {
      name: 'token, authorization_code, for an API by name',
      given: async () => codeOf(await browser.open(await client.requestUrl(FOR_STOCK))),
      ask: async (code) => tokensOf(await redeem(client, code)),
      calls: 1,
      rows: 1,
    },
    {
      name: 'token, refresh_token, for an API by name',
      given: async () => {
        const code = codeOf(await browser.open(await client.requestUrl(FOR_STOCK)))
        return tokensOf(await redeem(client, code)).refresh
      },
      ask: async (token) => tokensOf(await refresh(client, token, { resource: STOCK })),
      calls: 1,
      rows: 1,
    },
    {
      name: 'token, refresh_token',
      given: async () => (await newTokens(client)).refresh,
      ask: async (token) => tokensOf(await refresh(client, token)),
      calls: 1,
      rows: 1,
    },
    {
      name: 'token, refresh_token, not rotating',
      given: async () => (await newTokens(steady)).refresh,
      ask: async (token) => tokensOf(await refresh(steady, token)),
      calls: 1,
      rows: 0,
    },
    {
      name: 'token, client_credentials',
      ask: () => askToken(robot, { grant_type: 'client_credentials' }),
      calls: 0,
      rows: 0,
    },
    {
      name: 'token, client_credentials, for an API by name',
      ask: () => askToken(robot, { grant_type: 'client_credentials', resource: STOCK }),
      calls: 0,
      rows: 0,
    },
    {
      name: 'introspection of a person’s token',
      given: async () => (await newTokens(client)).access,
      ask: async (token) => expectActive(await postAs(client, '/oauth/introspect', { token })),
      calls: 1,
      rows: 0,
    },
    {
      name: 'introspection of a token without a person: the guard',
      given: async () => {
        const { body } = await askToken(robot, { grant_type: 'client_credentials' })
        return String(body['access_token'])
      },
      ask: async (token) => expectActive(await postAs(robot, '/oauth/introspect', { token })),
      calls: 1,
      rows: 0,
    },
    {
      name: 'introspection of a foreign string',
      ask: () => postAs(client, '/oauth/introspect', { token: 'eyJhbGciOiJub25lIn0.e30.' }),
      calls: 0,
      rows: 0,
    },
    {
      name: 'userinfo',
      given: async () => (await newTokens(client)).access,
      ask: async (token) => expect((await openWith('/oauth/userinfo', token)).status).toBe(200),
      calls: 1,
      rows: 0,
    },
    {
      name: '/me',
      given: async () => (await newTokens(client)).access,
      ask: async (token) => expect((await openWith('/api/sso/v1/me', token)).status).toBe(200),
      calls: 1,
      rows: 0,
    },
    {
      name: 'discovery',
      ask: () => exports.default.fetch(`${ISSUER}/.well-known/openid-configuration`),
      calls: 0,
      rows: 0,
    },
    {
      name: 'JWKS',
      ask: () => exports.default.fetch(`${ISSUER}/.well-known/jwks.json`),
      calls: 0,
      rows: 0,
    },
  ])('$name: $calls calls, $rows rows, no KV read', async ({ given, ask, calls, rows }) => {
    const ready = given ? await given() : ''
    expect(await spent(() => ask(ready))).toEqual({ calls: [calls], kvReads: 0, rows })
  })
})

const expectActive = ({ body }: { body: Record<string, unknown> }) =>
  expect(body).toMatchObject({ active: true })

describe('a whole sign-in, from authorize to tokens', () => {
  it('with a session: 3 calls, 2 rows (at most 3), no KV read', async () => {
    const url = await client.requestUrl(OFFLINE)
    const cost = await spent(async () => {
      tokensOf(await redeem(client, codeOf(await browser.open(url))))
    })
    expect(cost).toEqual({ calls: [2, 1], kvReads: 0, rows: 2 })
  })

  it('of the hybrid flow: 3 calls, 3 rows, no KV read', async () => {
    const url = await hybrid.requestUrl(HYBRID)
    const cost = await spent(async () => {
      const { code = '' } = await fragmentAt(url)
      tokensOf(await redeem(hybrid, code))
    })
    expect(cost).toEqual({ calls: [2, 1], kvReads: 0, rows: 3 })
  })

  it('with DPoP, on to userinfo: 4 calls, a row more for each proof, no KV read', async () => {
    const url = await client.requestUrl(OFFLINE)
    const holder = await newHolder()
    const cost = await spent(async () => {
      const code = codeOf(await browser.open(url))
      const { access } = tokensOf(
        await redeemWithProof(client, code, await holder.proof(TOKEN_URL)),
      )
      const answer = await askWithProof(access, await holder.proofWith(access))
      expect(answer.status).toBe(200)
    })
    expect(cost).toEqual({ calls: [2, 1, 1], kvReads: 0, rows: 4 })
  })

  it('for the first time, by password and with consent: 15 calls, 8 rows, no KV read', async () => {
    const eve = 'eve@budgets.amphora.test'
    await registerPerson(eve)
    await newCode(client)
    const url = await client.requestUrl(OFFLINE)
    const stranger = new Browser()
    const cost = await spent(async () => {
      const login = await stranger.open(url)
      const consent = await stranger.submit(login, { username: eve, password: PASSWORD })
      const answer = await stranger.submit(consent, { decision: 'approve' })
      tokensOf(await redeem(client, codeOf(answer)))
    })
    // Begun, attempted, signed in, attempt forgotten, consented, completed, spent, redeemed.
    // The calls: authorize, the form, the password, the consent page, the consent, the tokens.
    expect(cost).toEqual({ calls: [1, 1, 6, 2, 4, 1], kvReads: 0, rows: 8 })
  })

  it('without an app, by password: 4 calls, 3 rows, no KV read', async () => {
    const visitor = new Browser()
    const page = await visitor.open('/login?next=account')
    const typed = { username: ADA, password: PASSWORD }
    // Attempted, signed in, attempt forgotten; then the page that it leads to.
    const cost = await spent(() => visitor.submit(page, typed))
    expect(cost).toEqual({ calls: [4, 1], kvReads: 0, rows: 3 })
  })
})
