/** Signing out: RP-Initiated Logout 1.0 and the person's own page. */
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { HOUR } from '../../../src/kernel/clock.ts'
import { base64url } from '../../../src/kernel/encoding.ts'
import { Browser } from '../support/browser.ts'
import {
  codeOf,
  postAs,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn } from '../support/signed_in.ts'
import { signHs256 } from '../support/signing.ts'
import mutations from '../../vectors/redirect-uri-mutations.json'

const ADA = 'ada@out.amphora.test'
const AFTER = 'https://rp.amphora.test/signed-out'
let client: TestClient

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  await registerPerson(ADA)
})

async function signedIn(claims: Record<string, unknown> = {}) {
  const browser = new Browser()
  const page = await browser.open(await client.requestUrl(claims))
  const { body } = await redeem(client, codeOf(await signIn(browser, page, ADA)))
  return { browser, tokens: body, hint: String(body['id_token']) }
}

const logoutUrl = (parameters: Record<string, string>): string =>
  `/oauth/logout?${new URLSearchParams(parameters)}`

async function isSignedIn(browser: Browser): Promise<boolean> {
  const page = await browser.open(await client.requestUrl({ prompt: 'none' }))
  return page.left?.searchParams.has('code') ?? false
}

describe('an app that shows its own ID token of this session', () => {
  it('is obeyed, and the browser goes back with state alone (RP-Initiated Logout §3)', async () => {
    const { browser, hint } = await signedIn()
    const state = 's'.repeat(128)
    const url = logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: AFTER, state })
    const page = await browser.open(url)
    expect(page.left?.href).toBe(`${AFTER}?state=${state}`)
    expect(await isSignedIn(browser)).toBe(false)
  })

  it('is obeyed without a state, and without an address', async () => {
    const one = await signedIn()
    const url = logoutUrl({ id_token_hint: one.hint, post_logout_redirect_uri: AFTER })
    expect((await one.browser.open(url)).left?.href).toBe(AFTER)
    const two = await signedIn()
    const page = await two.browser.open(logoutUrl({ id_token_hint: two.hint }))
    expect(page.status).toBe(200)
    expect(page.left).toBeUndefined()
    expect(await isSignedIn(two.browser)).toBe(false)
  })

  it('is obeyed though the token has long expired (§2, catalogue 159)', async () => {
    const { browser, hint } = await signedIn()
    vi.setSystemTime(Date.now() + HOUR * 1000)
    const url = logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: AFTER })
    expect((await browser.open(url)).left?.href).toBe(AFTER)
    expect(await isSignedIn(browser)).toBe(false)
    vi.useRealTimers()
  })

  it('by POST from its own site too', async () => {
    const { browser, hint } = await signedIn()
    const fields = { id_token_hint: hint, post_logout_redirect_uri: AFTER }
    const page = await browser.post('/oauth/logout', fields, { Origin: 'https://rp.amphora.test' })
    expect(page.left?.href).toBe(AFTER)
  })

  it('ends what was granted for this session, and leaves what was granted offline (catalogue 161)', async () => {
    const online = await signedIn({ scope: 'openid profile' })
    const offline = await signedIn({ scope: 'openid offline_access' })
    for (const { browser, hint } of [online, offline])
      await browser.open(logoutUrl({ id_token_hint: hint }))
    const ask = (tokens: Record<string, unknown>) =>
      postAs(client, '/oauth/introspect', { token: String(tokens['access_token']) })
    expect((await ask(online.tokens)).body).toEqual({ active: false })
    expect((await ask(offline.tokens)).body['active']).toBe(true)
    const refreshed = await postAs(client, '/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: String(offline.tokens['refresh_token']),
    })
    expect(refreshed.status).toBe(200)
  })
})

describe('everything else', () => {
  it.each([
    { name: 'nothing at all', given: () => ({}) },
    { name: 'only a state', given: () => ({ state: 'x' }) },
    {
      name: 'an id_token_hint alone that another party signed',
      given: () => ({ id_token_hint: 'eyJhbGciOiJub25lIn0.e30.' }),
    },
    { name: 'a client_id alone', given: () => ({ client_id: client.clientId }) },
  ])(
    'with $name asks the person, who stays signed in until they say yes (catalogue 158)',
    async ({ given }) => {
      const { browser } = await signedIn()
      const page = await browser.open(logoutUrl(given()))
      expect(page.text).toContain('id="logout-confirm"')
      expect(await isSignedIn(browser)).toBe(true)
      const out = await browser.submit(page)
      expect(out.status).toBe(200)
      expect(await isSignedIn(browser)).toBe(false)
    },
  )

  it.each([
    { name: 'that the client made with its own secret', sign: 'HS256' },
    { name: 'of ours without its signature', sign: 'none' },
    { name: 'of ours with a changed claim', sign: 'ours' },
  ])('with a hint $name asks as well (catalogue 159)', async ({ sign }) => {
    const { browser, hint } = await signedIn()
    const [header = '', payload = '', signature = ''] = hint.split('.')
    const claims = claimsIn(hint)
    const part = (json: object) => base64url(new TextEncoder().encode(JSON.stringify(json)))
    const forged = {
      HS256: await signHs256(claims, { secret: client.secret, header: { typ: 'JWT' } }),
      none: `${part({ alg: 'none', typ: 'JWT' })}.${payload}.`,
      ours: `${header}.${part({ ...claims, exp: 1 })}.${signature}`,
    }[sign]
    const page = await browser.open(logoutUrl({ id_token_hint: forged ?? '' }))
    expect(page.text).toContain('id="logout-confirm"')
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('with a hint of a session that is over asks whoever is signed in now', async () => {
    const { browser, hint } = await signedIn()
    await browser.open(logoutUrl({ id_token_hint: hint }))
    await signIn(browser, await browser.open(await client.requestUrl()), ADA)
    const page = await browser.open(logoutUrl({ id_token_hint: hint }))
    expect(page.text).toContain('id="logout-confirm"')
    expect(await isSignedIn(browser)).toBe(true)
  })

  it("with another person's hint asks as well (catalogue 158)", async () => {
    const { browser } = await signedIn()
    await registerPerson('bob@out.amphora.test')
    const his = new Browser()
    const answer = await signIn(
      his,
      await his.open(await client.requestUrl()),
      'bob@out.amphora.test',
    )
    const hint = String((await redeem(client, codeOf(answer))).body['id_token'])
    const page = await browser.open(logoutUrl({ id_token_hint: hint }))
    expect(page.text).toContain('id="logout-confirm"')
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('with a client_id that the hint was not issued to is refused (RP-Initiated Logout §2, catalogue 159)', async () => {
    const { browser, hint } = await signedIn()
    const other = await registerClient()
    const page = await browser.open(logoutUrl({ id_token_hint: hint, client_id: other.clientId }))
    expect(page.status).toBe(400)
    expect(page.text).toContain('id_token_hint_unusable')
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('with client_id and its registered address asks first, and goes there after, its state escaped (catalogue 160)', async () => {
    const { browser } = await signedIn()
    const parameters = {
      client_id: client.clientId,
      post_logout_redirect_uri: AFTER,
      state: '"><b>',
    }
    const page = await browser.open(logoutUrl(parameters))
    expect(page.left).toBeUndefined()
    expect(page.text).not.toContain('"><b>')
    const out = await browser.submit(page)
    expect(out.left?.href).toBe(`${AFTER}?${new URLSearchParams({ state: '"><b>' })}`)
  })

  it.each([
    'https://rp.amphora.test/signed-out?foo=bar',
    'https://rp.amphora.test/signed-out/',
    'https://evil.example/',
    'javascript:alert(1)',
    '//rp.amphora.test/signed-out',
  ])('%s is not registered: a page, and no redirect (catalogue 157)', async (uri) => {
    const { browser, hint } = await signedIn()
    const url = logoutUrl({ id_token_hint: hint, post_logout_redirect_uri: uri })
    const page = await browser.open(url)
    expect(page.status).toBe(400)
    expect(page.left).toBeUndefined()
    expect(page.text).toContain('post_logout_redirect_uri_unregistered')
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('no spelling of a registered address but its own is gone to (catalogue 157)', async () => {
    const { registered, vectors } = mutations
    const app = await registerClient({ post_logout_redirect_uris: [registered] })
    const browser = new Browser()
    // One without a value counts as left out.
    for (const { value, expect: wanted } of vectors.filter(({ value }) => value !== '')) {
      const parameters = { client_id: app.clientId, post_logout_redirect_uri: value }
      const page = await browser.open(logoutUrl(parameters))
      expect(page.left?.href, value).toBe(wanted === 'accept' ? registered : undefined)
      if (wanted === 'accept') continue
      expect(page.status, JSON.stringify(value)).toBe(400)
      expect(page.text).not.toContain(`href="${value}`)
    }
  })

  it('an address without hint or client_id is nobody’s', async () => {
    const { browser } = await signedIn()
    const page = await browser.open(logoutUrl({ post_logout_redirect_uri: AFTER }))
    expect(page.status).toBe(400)
    expect(page.left).toBeUndefined()
  })

  it('a form of another site signs nobody out', async () => {
    const { browser } = await signedIn()
    const page = await browser.post('/logout', {}, { Origin: 'https://evil.example' })
    expect(page.status).toBe(400)
    expect(await isSignedIn(browser)).toBe(true)
  })
})

it('after signing out the old cookie is nobody, in every tab (catalogue 161)', async () => {
  const { browser, hint } = await signedIn()
  const old = browser.cookies.get('__Host-session') ?? ''
  await browser.open(logoutUrl({ id_token_hint: hint }))
  browser.cookies.set('__Host-session', old)
  expect(await isSignedIn(browser)).toBe(false)
})

it('a page that stood open in another tab gives nothing any more (catalogue 161)', async () => {
  const asking = await registerClient({ consent: 'always' })
  const { browser, hint } = await signedIn()
  const consent = await browser.open(await asking.requestUrl())
  const account = await browser.open('/account/profile')
  await browser.open(logoutUrl({ id_token_hint: hint }))
  const late = await browser.submit(consent, { decision: 'approve' })
  expect(late.left).toBeUndefined()
  expect(new URL(late.url).pathname).toBe('/login')
  expect((await browser.submit(account, { name: 'Eve' })).url).toContain('/login')
})
