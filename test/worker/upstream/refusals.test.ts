/** Answers of other providers that are worth nothing: refused, on a page in our own words, with nobody signed in. */
import { generateKeyPair, type JWTPayload } from 'jose'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Browser, inWords } from '../support/browser.ts'
import { logOf } from '../support/signed_in.ts'
import { elsewhere, forgetUpstreams, leave, linksToOthers, signInWith, somebody } from './house.ts'
import { reach, SECRET, type Lies } from './small_upstream.ts'
import { registerClient } from '../support/relying_party.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  await forgetUpstreams()
})

const open = { sign_up: 'create', trusts_email: ['*'] }

const isNobody = async (browser: Browser): Promise<boolean> =>
  (await browser.open('/account')).url.includes('/login')

const change = (changes: JWTPayload) => ({
  idToken: (claims: JWTPayload) => ({ ...claims, ...changes }),
})
const without = (name: string) => ({
  idToken: (claims: JWTPayload) =>
    Object.fromEntries(Object.entries(claims).filter(([each]) => each !== name)),
})
const hmac = new TextEncoder().encode(SECRET)
const foreign = (await generateKeyPair('RS256')).privateKey
const HOUR = 3600
const ago = Math.floor(Date.now() / 1000) - HOUR

describe('an ID token (catalogue 200; OpenID Connect Core §3.1.3.7)', () => {
  it.each<{ name: string; lies: Lies }>([
    { name: 'of another issuer', lies: change({ iss: 'https://other.example' }) },
    { name: 'for another client', lies: change({ aud: 'them' }) },
    { name: 'for others as well, without azp', lies: change({ aud: ['us', 'them'] }) },
    { name: 'authorized for another party', lies: change({ aud: ['us', 'them'], azp: 'them' }) },
    { name: 'that has expired', lies: change({ exp: ago, iat: ago - HOUR }) },
    { name: 'with another nonce', lies: change({ nonce: 'another' }) },
    { name: 'without a nonce', lies: without('nonce') },
    { name: 'without a subject', lies: without('sub') },
    { name: 'with an empty subject', lies: change({ sub: '' }) },
    { name: 'with a subject that holds a line', lies: change({ sub: 'a\nb' }) },
    { name: 'signed with our secret', lies: { alg: 'HS256', signingKey: hmac } },
    { name: 'signed with another key', lies: { signingKey: foreign } },
    { name: 'that cannot be verified', lies: down('/jwks') },
    {
      name: 'that is not there',
      lies: answer('/token', { access_token: 'a', token_type: 'Bearer' }),
    },
    { name: 'that nobody signed', lies: { alg: 'none' } },
  ])('$name is refused', async ({ lies }) => {
    const there = await elsewhere(open)
    there.idp.lies = lies
    const browser = new Browser()
    const page = await signInWith(browser, there, somebody())
    expect(page.status, inWords(page)).toBe(400)
    expect(page.text).toContain('did not work')
    expect(await isNobody(browser)).toBe(true)
  })
})

function down(path: string): Lies {
  return { instead: (asked) => (asked === path ? new Response(null, { status: 500 }) : undefined) }
}

function answer(path: string, body: unknown): Lies {
  return { instead: (asked) => (asked === path ? Response.json(body) : undefined) }
}

describe('a response in the browser (catalogue 197)', () => {
  it.each([
    { name: 'without a state', change: (query: URLSearchParams) => query.delete('state') },
    { name: 'with an invented state', change: (query: URLSearchParams) => query.set('state', 'x') },
    {
      name: 'with another issuer',
      change: (query: URLSearchParams) => query.set('iss', 'https://a.example'),
    },
    {
      name: 'without the issuer that is announced',
      change: (query: URLSearchParams) => query.delete('iss'),
    },
    {
      name: 'with a parameter twice',
      change: (query: URLSearchParams) => query.append('code', 'b'),
    },
    {
      name: 'with tokens in it',
      change: (query: URLSearchParams) => query.set('id_token', 'a.b.c'),
    },
  ])('$name is refused before the code is used', async ({ change: spoil }) => {
    const there = await elsewhere(open)
    const browser = new Browser()
    const response = there.idp.authorize(await leave(browser, there.id), somebody())
    spoil(response)
    const page = await browser.open(`/login/from/${there.id}?${response}`)
    expect(page.status, inWords(page)).toBe(400)
    expect(there.idp.count('/token')).toBe(0)
    expect(await isNobody(browser)).toBe(true)
  })

  it('is refused in another browser than the one that was sent', async () => {
    const there = await elsewhere(open)
    const response = there.idp.authorize(await leave(new Browser(), there.id), somebody())
    const other = new Browser()
    const page = await other.open(`/login/from/${there.id}?${response}`)
    expect(page.text).toContain('This sign-in cannot go on')
    expect(await isNobody(other)).toBe(true)
  })

  it('is refused at the redirect URI of another provider (mix-up, RFC 9700 §4.4)', async () => {
    const attacker = await elsewhere(open)
    const honest = await elsewhere(open)
    reach(attacker.idp, honest.idp)
    const browser = new Browser()
    const response = honest.idp.authorize(await leave(browser, honest.id), somebody())
    const page = await browser.open(`/login/from/${attacker.id}?${response}`)
    expect(page.status).toBe(400)
    expect(attacker.idp.count('/token') + honest.idp.count('/token')).toBe(0)
  })

  it('says what the provider said in our own words alone', async () => {
    const there = await elsewhere(open)
    const lines = logOf('upstream_refused')
    const browser = new Browser()
    const state = (await leave(browser, there.id)).searchParams.get('state') ?? ''
    const query = new URLSearchParams({
      state,
      iss: there.idp.origin,
      error: '<script>alert(1)</script>',
      error_description: 'call 555 to <b>unlock</b>',
    })
    const page = await browser.open(`/login/from/${there.id}?${query}`)
    expect(page.status).toBe(400)
    expect(page.text).not.toMatch(/alert|555|<b>/)
    expect(lines()).toEqual([expect.objectContaining({ reason: 'failed', cause: 'other' })])
  })

  it('leads back to the sign-in of the app where the person said no', async () => {
    const client = await registerClient()
    const there = await elsewhere(open)
    const browser = new Browser()
    const page = await browser.open(await client.requestUrl())
    const [link = ''] = linksToOthers(page).filter((each) => each.includes(there.id))
    const state = (await browser.open(link)).left?.searchParams.get('state') ?? ''
    const query = new URLSearchParams({ state, iss: there.idp.origin, error: 'access_denied' })
    const declined = await browser.open(`/login/from/${there.id}?${query}`)
    expect(declined.text).toContain('called off there')
    const [, back = ''] = /class="button primary" href="([^"]+)"/.exec(declined.text) ?? []
    expect((await browser.open(back.replaceAll('&amp;', '&'))).text).toContain('A shop')
  })
})

describe('a provider', () => {
  it.each<{ name: string; lies: Lies; status: number }>([
    {
      name: 'that calls itself another',
      lies: { metadata: { issuer: 'https://a.example' } },
      status: 400,
    },
    {
      name: 'that sends people to our own network',
      lies: { metadata: { authorization_endpoint: 'http://10.0.0.1/' } },
      status: 400,
    },
    {
      name: 'that runs a script instead',
      lies: { metadata: { authorization_endpoint: 'javascript:alert(1)' } },
      status: 400,
    },
    { name: 'that is not found', lies: down('/.well-known/openid-configuration'), status: 400 },
  ])('$name is not gone to', async ({ lies, status }) => {
    const there = await elsewhere(open)
    there.idp.lies = lies
    const page = await new Browser().open(`/login/with/${there.id}`)
    expect(page.left).toBeUndefined()
    expect(page.status, inWords(page)).toBe(status)
  })

  it('that does not answer is 503, and may be tried again', async () => {
    const there = await elsewhere(open)
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('no route'))
    const page = await new Browser().open(`/login/with/${there.id}`)
    expect(page.status).toBe(503)
    expect(page.headers.get('Retry-After')).toBe('30')
  })

  it('is asked at no address in our own network, whatever its metadata says (CWE-918)', async () => {
    const there = await elsewhere(open)
    there.idp.lies.metadata = { token_endpoint: 'http://169.254.169.254/token' }
    const page = await signInWith(new Browser(), there, somebody())
    expect(page.status, inWords(page)).toBe(503)
    expect(there.idp.seen.map(({ path }) => path)).toEqual(['/.well-known/openid-configuration'])
  })
})
