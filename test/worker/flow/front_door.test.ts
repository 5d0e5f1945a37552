/** The authorization endpoint over HTTP, with whatever may be sent to it (catalogue A3). */
import { beforeAll, describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { inWords, type Browser, type Page } from '../support/browser.ts'
import { ISSUER, REDIRECT_URI } from '../support/reading_world.ts'
import {
  authorizeUrl,
  codeOf,
  registerClient,
  registerPerson,
  signedInBrowser,
  type TestClient,
} from '../support/relying_party.ts'
import mutations from '../../vectors/redirect-uri-mutations.json'

const ADA = 'ada@front.amphora.test'
let client: TestClient
let browser: Browser

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  await registerPerson(ADA)
  browser = await signedInBrowser(client, ADA)
})

const open = async (claims: Record<string, unknown>): Promise<Page> =>
  browser.open(await client.requestUrl(claims))

function expectPage(page: Page, error: string): void {
  expect(page.status, inWords(page)).toBe(400)
  expect(page.left).toBeUndefined()
  expect(page.text).toContain(`<code>${error}</code>`)
}

function expectRedirect(page: Page, error: string): void {
  const { search, hash } = page.left ?? new URL(ISSUER)
  // Where tokens were asked for, errors come as they would have: in the fragment.
  const answer = new URLSearchParams(hash.slice(1) || search)
  expect(answer.get('error'), inWords(page)).toBe(error)
  expect(answer.get('iss')).toBe(ISSUER)
  expect(answer.has('code')).toBe(false)
}

describe('a redirect_uri', () => {
  const refused = mutations.vectors.filter(({ expect: wanted }) => wanted === 'reject')
  it.each(refused)('$value is not the registered one: a page (catalogue 63)', async ({ value }) => {
    expectPage(await open({ redirect_uri: value }), 'invalid_request')
  })

  it('is not read from outside the request object (catalogue 49, 50)', async () => {
    const url = await client.requestUrl()
    const outside =
      '&redirect_uri=https://evil.example/&scope=admin&prompt=none&state=evil&response_type=token'
    const page = await browser.open(`${url}${outside}`)
    expect(page.left?.href).toMatch(REDIRECT_URI)
    expect(page.left?.searchParams.get('state')).toBe('a state')
  })

  it('that is left out is a page (catalogue 64)', async () => {
    expectPage(await open({ redirect_uri: undefined }), 'invalid_request')
  })

  it('keeps its own query, and state cannot add to the answer (catalogue 67)', async () => {
    const uri = 'https://rp.amphora.test/cb?dummy1=lorem&dummy2=ipsum'
    const other = await registerClient({ redirect_uris: [uri], consent: 'skip' })
    const state = 'x&code=evil&iss=evil'
    const page = await browser.open(await other.requestUrl({ redirect_uri: uri, state }))
    const { searchParams } = page.left ?? new URL(ISSUER)
    expect(searchParams.get('dummy1')).toBe('lorem')
    expect(searchParams.getAll('code')).toHaveLength(1)
    expect(searchParams.getAll('iss')).toEqual([ISSUER])
    expect(searchParams.get('state')).toBe(state)
  })
})

describe('a client', () => {
  it('that is unknown, disabled or deleted is one page, whatever it was (catalogue 65)', async () => {
    const deleted = await registerClient()
    await admin('DELETE', `/oauth/clients/${deleted.clientId}`)
    const texts = []
    for (const clientId of ['client_made_up', deleted.clientId]) {
      const request = await deleted.requestObject()
      const page = await browser.open(authorizeUrl({ client_id: clientId, request }))
      expectPage(page, 'invalid_client')
      texts.push(inWords(page).replace(/request id.*/i, ''))
    }
    expect(texts[0]?.replaceAll(/\S{16,}/g, '')).toBe(texts[1]?.replaceAll(/\S{16,}/g, ''))
  })

  it('that sends a request of another client is a page (catalogue 14, 29)', async () => {
    const other = await registerClient()
    const request = await other.requestObject()
    const page = await browser.open(authorizeUrl({ client_id: client.clientId, request }))
    expectPage(page, 'invalid_request_object')
    expectPage(await browser.open(authorizeUrl({ request })), 'invalid_request')
  })
})

describe('state', () => {
  it.each(['a\r\nSet-Cookie: x=1', '\u00e4\u{1f3fa}', '%ff%00', 'a b+c&d=e#f'])(
    '%j comes back to the letter, and splits no header (catalogue 68)',
    async (state) => {
      const page = await open({ state })
      expect(page.left?.searchParams.get('state')).toBe(state)
      expect(page.headers.get('Set-Cookie')).toBeNull()
    },
  )

  it('of 8 KiB is refused where the answer goes, without it (catalogue 68)', async () => {
    const page = await open({ state: 's'.repeat(8192) })
    expectRedirect(page, 'invalid_request')
    expect(page.left?.searchParams.has('state')).toBe(false)
  })
})

describe('what is refused where the answer goes', () => {
  it.each([
    {
      name: 'response_type token',
      claims: { response_type: 'token' },
      error: 'unsupported_response_type',
    },
    {
      name: 'response_type id_token',
      claims: { response_type: 'id_token' },
      error: 'unsupported_response_type',
    },
    {
      name: 'response_type code id_token',
      claims: { response_type: 'code id_token' },
      error: 'unsupported_response_type',
    },
    {
      name: 'response_type missing',
      claims: { response_type: undefined },
      error: 'invalid_request',
    },
    {
      name: 'response_mode web_message',
      claims: { response_mode: 'web_message' },
      error: 'invalid_request',
    },
    {
      name: 'code_challenge of 42 characters',
      claims: { code_challenge: 'x'.repeat(42) },
      error: 'invalid_request',
    },
    {
      name: 'code_challenge_method plain',
      claims: { code_challenge_method: 'plain' },
      error: 'invalid_request',
    },
    {
      name: 'code_challenge_method missing',
      claims: { code_challenge_method: undefined },
      error: 'invalid_request',
    },
    {
      name: 'code_challenge_method s256',
      claims: { code_challenge_method: 's256' },
      error: 'invalid_request',
    },
    {
      name: 'a scope that is not registered',
      claims: { scope: 'openid admin' },
      error: 'invalid_scope',
    },
    {
      name: '10,000 scopes',
      claims: { scope: Array.from({ length: 500 }, (_, at) => `s${at}`).join(' ') },
      error: 'invalid_scope',
    },
    { name: 'prompt none login', claims: { prompt: 'none login' }, error: 'invalid_request' },
    { name: 'max_age −1', claims: { max_age: -1 }, error: 'invalid_request' },
    { name: 'claims that are no JSON', claims: { claims: '{' }, error: 'invalid_request' },
    {
      name: 'an essential acr that nobody reaches',
      claims: { claims: { id_token: { acr: { essential: true, values: ['9'] } } } },
      error: 'unmet_authentication_requirements',
    },
  ])('$name (catalogue 56, 69, 71, 72, 81, 82)', async ({ claims, error }) => {
    expectRedirect(await open(claims), error)
  })

  it('a public client without PKCE, naming PKCE (CONTRACT §1)', async () => {
    await admin('PATCH', '/tenant', { signed_requests: 'per_client' })
    const app = await registerClient({
      token_endpoint_auth_method: 'none',
      require_signed_request_object: false,
    })
    const parameters = {
      client_id: app.clientId,
      response_type: 'code',
      redirect_uri: REDIRECT_URI,
      scope: 'openid',
    }
    const page = await browser.open(authorizeUrl(parameters))
    expectRedirect(page, 'invalid_request')
    expect(page.left?.searchParams.get('error_description')).toContain('PKCE')
    await admin('PATCH', '/tenant', { signed_requests: 'required' })
  })
})

describe('what does not disturb', () => {
  it.each([
    { extra: 'foobar' },
    { display: 'popup' },
    { ui_locales: 'se de' },
    { claims_locales: 'se' },
    { login_hint: 'buffy@op.amphora.test' },
    { acr_values: '1' },
    { claims: { userinfo: { name: { essential: true } } } },
    { scope: 'email profile openid' },
    { nonce: undefined },
    { state: undefined },
    { nonce: 'n'.repeat(384) },
  ])('%j (CONFORMANCE §1.2)', async (claims) => {
    codeOf(await open(claims))
  })
})

describe('the same parameter twice', () => {
  it.each([
    'client_id=a&client_id=b',
    'redirect_uri=good&redirect_uri=evil',
    'request=A&request=B',
    'response_type=code&response_type=token',
    'state=a&state=b',
  ])('%s is a page and no redirect (catalogue 66)', async (query) => {
    const page = await browser.open(`/oauth/authorize?${query}`)
    expectPage(page, 'invalid_request')
  })
})

it('the tenant can close the door, and opens it again', async () => {
  await admin('PATCH', '/tenant', { oauth_enabled: false })
  const page = await browser.open(await client.requestUrl())
  expect(page.status).toBe(503)
  expect(page.text).toContain('temporarily_unavailable')
  await admin('PATCH', '/tenant', { oauth_enabled: true })
  codeOf(await browser.open(await client.requestUrl()))
})
