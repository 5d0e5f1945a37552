/** Pushed authorization requests (RFC 9126), from the push to the code. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  postAs,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'

const ADA = 'ada@par.amphora.test'
let client: TestClient

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  await registerPerson(ADA)
})

async function push(claims: Record<string, unknown> = {}): Promise<string> {
  const pushed = await postAs(client, '/oauth/par', { request: await client.requestObject(claims) })
  expect(pushed.status, JSON.stringify(pushed.body)).toBe(201)
  expect(pushed.headers.get('Cache-Control')).toBe('no-store')
  expect(pushed.body['expires_in']).toBe(90)
  return String(pushed.body['request_uri'])
}

const urlOf = (uri: string, clientId = client.clientId): string =>
  authorizeUrl({ client_id: clientId, request_uri: uri })

describe('a pushed request', () => {
  it('leads to a code; what the browser adds beside it is not read (RFC 9126 §4)', async () => {
    const browser = new Browser()
    const url = `${urlOf(await push())}&scope=admin&redirect_uri=https://evil.example&prompt=none&state=evil`
    const answer = await signIn(browser, await browser.open(url), ADA)
    expect(answer.left?.searchParams.get('state')).toBe('a state')
    expect((await redeem(client, codeOf(answer))).status).toBe(200)
  })

  it('may be opened again before it is completed, and not after (catalogue 138)', async () => {
    const uri = await push()
    const browser = new Browser()
    await browser.open(urlOf(uri))
    const login = await browser.open(urlOf(uri))
    codeOf(await signIn(browser, login, ADA))
    const late = await new Browser().open(urlOf(uri))
    const answer = late.form ? await signIn(new Browser(), late, ADA) : late
    expect(answer.left).toBeUndefined()
  })

  it('completed with a session is told the same again for a moment: a double click gives one grant', async () => {
    const browser = await signedInBrowser(client, ADA)
    const uri = await push()
    const [one, two] = [await browser.open(urlOf(uri)), await browser.open(urlOf(uri))]
    expect((await redeem(client, codeOf(one))).status).toBe(200)
    expect((await redeem(client, codeOf(two))).status).toBe(400)
  })

  it('100 times at once in ten browsers gives one grant', async () => {
    const browsers: Browser[] = []
    while (browsers.length < 10) browsers.push(await signedInBrowser(client, ADA))
    const uri = await push()
    const pages = await Promise.all(
      Array.from({ length: 100 }, (_, at) => (browsers[at % 10] ?? new Browser()).open(urlOf(uri))),
    )
    const codes = pages.flatMap((page) => page.left?.searchParams.get('code') ?? [])
    const answers = await Promise.all(codes.map((code) => redeem(client, code)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('is forgotten after its lifetime (catalogue 138)', async () => {
    const uri = await push()
    vi.useFakeTimers({ now: Date.now() + 91_000, toFake: ['Date'] })
    const page = await new Browser().open(urlOf(uri))
    vi.useRealTimers()
    expect(page.status).toBe(400)
    expect(page.text).toContain('invalid_request_uri')
  })

  it.each([
    { name: 'of another client', uri: push, other: true },
    { name: 'that nobody pushed', uri: async () => 'urn:ietf:params:oauth:request_uri:AAAA' },
    { name: 'that was changed', uri: async () => `${await push()}A` },
    { name: 'with a path behind', uri: async () => `${await push()}/../x` },
  ])('$name is a page (catalogue 137, 138)', async ({ uri, other }) => {
    const clientId = other ? (await registerClient()).clientId : client.clientId
    const page = await new Browser().open(urlOf(await uri(), clientId))
    expect(page.status).toBe(400)
    expect(page.left).toBeUndefined()
    expect(page.text).toContain('invalid_request_uri')
  })

  it('of a client that must push is the only one that is taken (RFC 9126 §6)', async () => {
    const pushing = await registerClient({ require_pushed_authorization_requests: true })
    const page = await new Browser().open(await pushing.requestUrl())
    expect(page.text).toContain('push_required')
  })
})

describe('a push', () => {
  it.each([
    {
      name: 'without client authentication',
      status: 401,
      error: 'invalid_client',
      fields: {},
      secret: '',
    },
    {
      name: 'that is not signed',
      status: 400,
      error: 'invalid_request',
      fields: { response_type: 'code', redirect_uri: REDIRECT_URI, scope: 'openid' },
    },
    {
      name: 'with request_uri inside',
      status: 400,
      error: 'invalid_request',
      fields: { request_uri: 'urn:x' },
    },
  ])('$name is refused in JSON (catalogue 136, 139)', async ({ status, error, fields, secret }) => {
    const as = { clientId: client.clientId, secret: secret ?? client.secret }
    const answer = await postAs(as, '/oauth/par', fields)
    expect(answer.status).toBe(status)
    expect(answer.body['error']).toBe(error)
  })

  it('with an unregistered redirect_uri is refused in JSON, not by a redirect (catalogue 136)', async () => {
    const request = await client.requestObject({ redirect_uri: 'https://evil.example/cb' })
    const answer = await postAs(client, '/oauth/par', { request })
    expect(answer.status).toBe(400)
  })

  it('by GET is 405 (catalogue 136)', async () => {
    const response = await exports.default.fetch(`${ISSUER}/oauth/par`)
    expect(response.status).toBe(405)
    expect(response.headers.get('Allow')).toBe('POST')
  })

  it('of one and the same request object is taken once (catalogue 34)', async () => {
    const request = await client.requestObject()
    expect((await postAs(client, '/oauth/par', { request })).status).toBe(201)
    const again = await postAs(client, '/oauth/par', { request })
    expect(again.status).toBe(400)
    expect(again.body['error']).toBe('invalid_request_object')
  })

  it('may be plain where tenant and client allow that', async () => {
    await admin('PATCH', '/tenant', { signed_requests: 'per_client' })
    const plain = await registerClient({ require_signed_request_object: false })
    const pushed = await postAs(plain, '/oauth/par', {
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid',
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
      code_challenge_method: 'S256',
    })
    expect(pushed.status, JSON.stringify(pushed.body)).toBe(201)
    await admin('PATCH', '/tenant', { signed_requests: 'required' })
  })
})
