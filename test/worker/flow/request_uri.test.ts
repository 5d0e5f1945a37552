/** Request objects by reference (RFC 9101 §5.2, OpenID Connect Core §6.2), over HTTP: catalogue 46 to 48. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  registerKeyClient,
  registerPerson,
  signIn,
  VERIFIER,
} from '../support/relying_party.ts'
import { claimsIn, logOf } from '../support/signed_in.ts'
import { newSigner } from '../support/signing.ts'

const ADA = 'ada@by-reference.amphora.test'
const ADDRESS = 'https://rp.example/request.jwt'
/** As the suite registers it: the fragment is the hash of something else, and never verified. */
const REQUEST_URI = `${ADDRESS}#GkurKxf5T0Y-mnPFCHqWOMiZi4VS138cQO_V7PZHAdM`
const TYPE = 'application/jwt'

type KeyClient = Awaited<ReturnType<typeof registerKeyClient>>

/** The client of `oidcc-request-uri-signed-rs256`: its objects have neither exp, nbf, iat nor jti. */
let client: KeyClient
let other: KeyClient

const BY_REFERENCE = { request_object_profile: 'rfc9101', request_uris: [REQUEST_URI] }

beforeAll(async () => {
  await registerPerson(ADA)
  client = await registerKeyClient(BY_REFERENCE, 'RS256')
  other = await registerKeyClient(
    { request_uris: ['https://other.example/request'], token_endpoint_auth_method: 'none' },
    'EdDSA',
  )
})
beforeEach(() => allow(true))
afterEach(() => vi.restoreAllMocks())

const allow = (isTaken: boolean) => admin('PATCH', '/tenant', { request_uri_parameter: isTaken })

/** Stands in for the network, and answers with these objects, one a fetch. */
function network(...answers: (string | (() => Response | Promise<Response>))[]) {
  return vi.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    const answer = answers.shift() ?? (() => new Response(null, { status: 404 }))
    return typeof answer === 'string'
      ? new Response(answer, { headers: { 'content-type': TYPE } })
      : answer()
  })
}

const TIMELESS = { exp: undefined, iat: undefined, jti: undefined }
const object = (changes: Record<string, unknown> = {}) =>
  client.requestObject({ ...TIMELESS, ...changes })

const open = (changes: Record<string, string> = {}, browser = new Browser()): Promise<Page> =>
  browser.open(authorizeUrl({ client_id: client.clientId, request_uri: REQUEST_URI, ...changes }))

async function expectPage(page: Promise<Page>, key: string): Promise<void> {
  const shown = await page
  expect(shown.left?.href).toBeUndefined()
  expect(shown.status, inWords(shown)).toBe(400)
  expect(shown.text).toContain(`<code>${key}</code>`)
}

describe('a request_uri that the client registered', () => {
  it('is fetched without its fragment, and leads to tokens (oidcc-request-uri-signed-rs256)', async () => {
    const fetched = network(await object({ scope: 'openid email', nonce: 'inside' }))
    const browser = new Browser()
    const outside = { response_type: 'code', scope: 'openid', redirect_uri: REDIRECT_URI }
    const page = await open({ ...outside, nonce: 'outside', state: 'outside' }, browser)
    const answer = await signIn(browser, page, ADA)
    expect(answer.left?.searchParams.get('state')).toBe('a state')
    expect(fetched.mock.calls.map(([url]) => String(url))).toEqual([ADDRESS])
    expect(fetched.mock.calls[0]?.[1]).toMatchObject({
      redirect: 'manual',
      headers: { accept: 'application/oauth-authz-req+jwt, application/jwt' },
    })
    const tokens = await redeem(codeOf(answer))
    expect(claimsIn(String(tokens['id_token']))).toMatchObject({ nonce: 'inside' })
    expect(tokens['scope']).toBe('openid email')
  })

  it('is fetched anew for each request, and each object leads to one code', async () => {
    const [first, second] = [await object({ nonce: 'one' }), await object({ nonce: 'two' })]
    const fetched = network(first, second, second)
    const browser = new Browser()
    codeOf(await signIn(browser, await open({}, browser), ADA))
    codeOf(await open({}, browser))
    await expectPage(open({}, browser), 'request_object_spent')
    expect(fetched).toHaveBeenCalledTimes(3)
  })

  it('is used up by its code alone: who opens it without signing in uses nothing', async () => {
    const once = await object()
    network(once, once)
    expect((await open()).form?.action).toBe('/login')
    const browser = new Browser()
    codeOf(await signIn(browser, await open({}, browser), ADA))
  })
})

describe('what is fetched goes the road of a request by value', () => {
  it.each<{ name: string; made: () => Promise<string>; key: string }>([
    { name: 'no JWT', made: async () => '<html></html>', key: 'request_object_malformed' },
    {
      name: 'a JWT and a line end',
      made: async () => `${await object()}\n`,
      key: 'request_object_signature',
    },
    {
      name: 'one that is not signed',
      made: async () => `${btoa('{"alg":"none"}').replaceAll('=', '')}.e30.`,
      key: 'request_object_malformed',
    },
    {
      name: 'one of another algorithm',
      made: async () => (await newSigner('EdDSA')).sign({}),
      key: 'request_object_algorithm',
    },
    {
      name: 'one of another key',
      made: async () => (await newSigner('RS256')).sign({}),
      key: 'request_object_signature',
    },
    {
      name: 'one for another provider',
      made: () => object({ aud: 'https://other.example' }),
      key: 'request_object_audience',
    },
    {
      name: 'one of another client',
      made: () => object({ client_id: other.clientId }),
      key: 'request_object_client_id',
    },
    {
      name: 'one that has expired',
      made: () => object({ exp: Math.floor(Date.now() / 1000) - 60 }),
      key: 'request_object_expired',
    },
    {
      name: 'one that leads on to another (RFC 9101 §10.4.1)',
      made: () => object({ request_uri: 'https://rp.example/next' }),
      key: 'request_object_nested',
    },
    {
      name: 'one that leads elsewhere',
      made: () => object({ redirect_uri: 'https://evil.example/cb' }),
      key: 'redirect_uri_unregistered',
    },
  ])('$name is $key', async ({ made, key }) => {
    const fetched = network(await made())
    await expectPage(open({ redirect_uri: REDIRECT_URI }), key)
    expect(fetched).toHaveBeenCalledOnce()
  })

  it('by a client whose profile is strict, it needs jti and exp', async () => {
    const address = 'https://other.example/request'
    const named = { client_id: other.clientId, request_uri: address }
    network(await other.requestObject({ jti: undefined }), await other.requestObject())
    await expectPage(open(named), 'request_object_jti')
    const browser = new Browser()
    codeOf(await signIn(browser, await open(named, browser), ADA))
  })

  it('refusals go to the client once its redirect_uri is proven', async () => {
    network(await object({ scope: 'openid admin' }))
    const { left } = await open()
    expect(left?.searchParams.get('error')).toBe('invalid_scope')
  })
})

describe('nothing is fetched (CVE-2020-10770, CVE-2026-4366)', () => {
  it.each([
    { name: 'from where nobody registered', uri: 'https://evil.example/request' },
    { name: 'without the registered fragment', uri: ADDRESS },
    { name: 'under another fragment', uri: `${ADDRESS}#other` },
    { name: 'from where another client registered', uri: 'https://other.example/request' },
    { name: 'from ourselves', uri: `${ISSUER}/.well-known/jwks.json` },
    { name: 'from where clouds keep their secrets', uri: 'http://169.254.169.254/latest' },
  ])('$name', async ({ uri }) => {
    const fetched = network()
    await expectPage(open({ request_uri: uri }), 'request_uri_unregistered')
    expect(fetched).not.toHaveBeenCalled()
  })

  it('where the tenant does not allow it, which is the default', async () => {
    await allow(false)
    const fetched = network()
    await expectPage(open(), 'request_uri_unsupported')
    expect(fetched).not.toHaveBeenCalled()
  })

  it('beside a request by value (RFC 9101 §5), or for a client that nobody knows', async () => {
    const fetched = network()
    await expectPage(open({ request: await object() }), 'request_and_request_uri')
    await expectPage(open({ client_id: 'client_nobody' }), 'client_unknown')
    expect(fetched).not.toHaveBeenCalled()
  })
})

describe('a server that does not behave (catalogue 48)', () => {
  const typed = (body: BodyInit | null, type: string = TYPE, status = 200) =>
    new Response(body, {
      status,
      headers: { 'content-type': type, location: 'https://127.0.0.1/' },
    })

  it.each<{ name: string; answer: () => Response | Promise<Response> }>([
    { name: 'leads elsewhere', answer: () => typed(null, TYPE, 302) },
    { name: 'fails', answer: () => typed('{}', TYPE, 500) },
    { name: 'answers a page', answer: () => typed('a.b.c', 'text/html') },
    { name: 'answers 50 MiB', answer: () => typed(new Uint8Array(50 * 1024 * 1024)) },
    { name: 'is not there', answer: () => Promise.reject(new Error('connection refused')) },
  ])('that $name gives invalid_request_uri, and nobody waits', async ({ answer }) => {
    const failures = logOf('request_uri_failed')
    const fetched = network(answer)
    await expectPage(open(), 'request_uri_unreadable')
    expect(fetched).toHaveBeenCalledOnce()
    expect(failures()).toMatchObject([{ client_id: client.clientId }])
  })

  it('that is slow is left after 3 seconds', async () => {
    network(() => new Promise<Response>(() => {}))
    const begun = performance.now()
    await expectPage(open(), 'request_uri_unreadable')
    expect(performance.now() - begun).toBeLessThan(6000)
  })
})

describe('discovery', () => {
  const metadata = async () =>
    (await exports.default.fetch(`${ISSUER}/.well-known/openid-configuration`)).json()

  it('says so where it is allowed, and that addresses must be registered (Discovery §3)', async () => {
    expect(await metadata()).toMatchObject({
      request_uri_parameter_supported: true,
      require_request_uri_registration: true,
    })
  })
})

async function redeem(code: string): Promise<Record<string, unknown>> {
  const now = Math.floor(Date.now() / 1000)
  const { clientId, signer } = client
  const claims = { iss: clientId, sub: clientId, aud: ISSUER, exp: now + 60, jti: code.slice(-20) }
  const response = await exports.default.fetch(`${ISSUER}/oauth/token`, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: REDIRECT_URI,
      code_verifier: VERIFIER,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await signer.sign(claims),
    }),
  })
  return response.json()
}
