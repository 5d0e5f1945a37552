/** Signet, the app without a backend, in a real browser: what its key does, and what a thief cannot do. */
import { calculateJwkThumbprint, decodeJwt, decodeProtectedHeader, type JWK } from 'jose'
import * as oauth from 'oauth4webapi'
import type { Browser, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startDemo, type RunningDemo } from './running_demo.ts'

describe.skipIf(!chromiumPath)(`an app without a backend${skippedWithoutChromium}`, () => {
  let demo: RunningDemo
  let browser: Browser
  let home: string
  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchChromium()])
    home = `${demo.origin}/signet/`
  })
  afterAll(() => Promise.all([browser?.close(), demo?.stop()]))

  const newPage = async () => (await browser.newContext()).newPage()

  /** From the click to the claims; consent is asked once. */
  async function signIn(page: Page) {
    await page.goto(home)
    await page.click('#login')
    await page.waitForURL((url) => url.pathname === '/login')
    await page.fill('#username', demo.person.email)
    await page.fill('#password', demo.person.password)
    await page.click('#login-submit')
    await consent(page)
  }

  async function consent(page: Page) {
    await page.waitForURL((url) => url.href.startsWith(home) || url.pathname === '/consent')
    if (!page.url().startsWith(home)) await page.click('#consent-approve')
    await page.waitForSelector('#signed-in:visible')
  }

  const tokenRequest = (page: Page) =>
    page.waitForRequest(
      (request) => request.url().endsWith('/oauth/token') && request.method() === 'POST',
    )

  const thumbprintOn = (page: Page) => page.textContent('#thumbprint')

  const keyOf = async (jwt: string) => calculateJwkThumbprint(decodeProtectedHeader(jwt).jwk as JWK)

  /** What the page sent to the provider and was answered there, as somebody would who can see all of it. */
  async function watchedSignIn(page: Page) {
    const asked: Request[] = []
    page.on('request', (request) => asked.push(request))
    const answered = tokenRequest(page).then((request) => request.response())
    await signIn(page)
    const tokens = (await (await answered)?.json()) as Record<string, string>
    const authorize = asked.find((request) => request.url().includes('/oauth/authorize?'))
    const request = new URL(authorize?.url() ?? '').searchParams.get('request') ?? ''
    const withProof = asked.filter((each) => each.headers()['dpop'] !== undefined)
    return { tokens, request, withProof }
  }

  /** A thief: the tools of the trade, everything that was stolen, and a key of their own. */
  async function newThief() {
    const issuer = new URL(demo.issuer)
    const http = { [oauth.allowInsecureRequests]: true }
    const as = await oauth.processDiscoveryResponse(
      issuer,
      await oauth.discoveryRequest(issuer, http),
    )
    const DPoP = oauth.DPoP({}, await oauth.generateKeyPair('Ed25519'))
    return { as, client: { client_id: demo.noBackend.clientId }, http, bound: { ...http, DPoP } }
  }

  const errorOf = async (response: Response) => ({
    status: response.status,
    error: ((await response.json()) as { error: string }).error,
  })

  const proofRefused = { status: 400, error: 'invalid_dpop_proof' }

  it('signs, redeems and asks with the one key of this browser, and nothing but files is served to it', async () => {
    const page = await newPage()
    const fromApp: string[] = []
    page.on('request', (request) => {
      if (request.url().startsWith(demo.origin)) fromApp.push(new URL(request.url()).pathname)
    })
    const { tokens, request, withProof } = await watchedSignIn(page)
    const jkt = await thumbprintOn(page)
    expect(await keyOf(request)).toBe(jkt)
    const proofs = withProof.map(
      (each) => [new URL(each.url()).pathname, each.headers()['dpop'] ?? ''] as const,
    )
    expect(proofs.map(([path]) => path)).toEqual(['/oauth/token', '/oauth/userinfo'])
    for (const [, proof] of proofs) expect(await keyOf(proof)).toBe(jkt)
    expect(decodeJwt(tokens['access_token'] ?? '')['cnf']).toEqual({ jkt })
    const files = ['/signet/', '/signet/page.js', '/style.css', '/icon.svg']
    expect(files).toEqual(expect.arrayContaining([...new Set(fromApp)]))
  })

  it('holds a key that no script can read, and keeps it in IndexedDB over a reload and a new tab', async () => {
    const page = await newPage()
    await page.goto(home)
    await page.waitForSelector('#key:visible')
    const first = await thumbprintOn(page)
    const inStore = `new Promise((resolve) => {
      const opening = indexedDB.open('amphora', 1)
      opening.onsuccess = () => {
        const getting = opening.result.transaction('keys').objectStore('keys').getAll()
        getting.onsuccess = async () => {
          const [{ privateKey }] = getting.result
          const read = (format) => crypto.subtle.exportKey(format, privateKey).then(() => 'read', (error) => error.name)
          resolve({
            count: getting.result.length,
            algorithm: privateKey.algorithm.name,
            extractable: privateKey.extractable,
            read: [await read('jwk'), await read('pkcs8')],
          })
        }
      }
    })`
    expect(await page.evaluate(inStore)).toEqual({
      count: 1,
      algorithm: 'Ed25519',
      extractable: false,
      read: ['InvalidAccessError', 'InvalidAccessError'],
    })
    await page.reload()
    await page.waitForSelector('#key:visible')
    expect(await thumbprintOn(page)).toBe(first)
    const tab = await page.context().newPage()
    await tab.goto(home)
    await tab.waitForSelector('#key:visible')
    expect(await thumbprintOn(tab)).toBe(first)
    const another = await newPage()
    await another.goto(home)
    await another.waitForSelector('#key:visible')
    expect(await thumbprintOn(another)).not.toBe(first)
  })

  it('keeps one key where two tabs make one at the same time', async () => {
    const context = await browser.newContext()
    const tabs = await Promise.all([context.newPage(), context.newPage()])
    await Promise.all(tabs.map((tab) => tab.goto(home)))
    await Promise.all(tabs.map((tab) => tab.waitForSelector('#key:visible')))
    const [one, other] = await Promise.all(tabs.map(thumbprintOn))
    expect(one).toBe(other)
  })

  it('keeps no token where a later visitor or another script would look', async () => {
    const page = await newPage()
    await signIn(page)
    expect(page.url()).toBe(home)
    const kept = await page.evaluate<unknown>(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])',
    )
    expect(kept).toBe('[{},{},""]')
    await page.reload()
    await page.waitForSelector('#signed-out:visible')
  })

  it('works with a key of P-256 where the browser knows no Ed25519', async () => {
    const page = await newPage()
    await page.addInitScript(`
      const make = crypto.subtle.generateKey.bind(crypto.subtle)
      crypto.subtle.generateKey = (algorithm, ...rest) =>
        algorithm.name === 'Ed25519'
          ? Promise.reject(new DOMException('unknown', 'NotSupportedError'))
          : make(algorithm, ...rest)
    `)
    const { request } = await watchedSignIn(page)
    expect(decodeProtectedHeader(request).alg).toBe('ES256')
    await page.click('#ask')
    await page.waitForSelector('text=The provider answers: Ada Lovelace')
  })

  it('a stolen code, with its verifier, is nobody’s but the key’s (RFC 9449 §10)', async () => {
    const page = await newPage()
    const thief = await newThief()
    // Held back, as by somebody who sits on the wire: the page redeems later.
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route('**/oauth/token', async (route) => {
      await held
      await route.continue()
    })
    const asking = tokenRequest(page)
    const signedIn = signIn(page)
    const stolen = new URLSearchParams((await asking).postData() ?? '')
    const redeem = (options: object) =>
      oauth.genericTokenEndpointRequest(
        thief.as,
        thief.client,
        oauth.None(),
        'authorization_code',
        new URLSearchParams([...stolen].filter(([name]) => name !== 'grant_type')),
        { ...thief.http, ...options },
      )
    expect(await errorOf(await redeem(thief.bound))).toEqual(proofRefused)
    expect(await errorOf(await redeem({}))).toEqual(proofRefused)
    release()
    await signedIn
    expect(await page.textContent('#person')).toBe('Ada Lovelace')
  })

  it('a stolen access token opens nothing, as a bearer or with another key (RFC 9449 §7)', async () => {
    const { tokens } = await watchedSignIn(await newPage())
    const thief = await newThief()
    const userinfo = thief.as.userinfo_endpoint ?? ''
    const bearer = await fetch(userinfo, {
      headers: { Authorization: `Bearer ${tokens['access_token']}` },
    })
    expect(await errorOf(bearer)).toEqual({ status: 401, error: 'invalid_token' })
    const otherKey = await oauth.userInfoRequest(
      thief.as,
      thief.client,
      tokens['access_token'] ?? '',
      thief.bound,
    )
    expect(await errorOf(otherKey)).toEqual({ status: 401, error: 'invalid_dpop_proof' })
  })

  it('a stolen refresh token gets no tokens, and the page goes on (RFC 9449 §5)', async () => {
    const page = await newPage()
    // The access token is about to expire, so the page refreshes before it asks anything.
    await page.route('**/oauth/token', async (route) => {
      const response = await route.fetch()
      const body = (await response.json()) as object
      await route.fulfill({ response, json: { ...body, expires_in: 5 } })
    })
    const { tokens } = await watchedSignIn(page)
    const thief = await newThief()
    for (const options of [thief.bound, thief.http]) {
      const answer = await oauth.refreshTokenGrantRequest(
        thief.as,
        thief.client,
        oauth.None(),
        tokens['refresh_token'] ?? '',
        options,
      )
      expect(await errorOf(answer)).toEqual(proofRefused)
    }
    const refreshed = tokenRequest(page)
    await page.click('#ask')
    await page.waitForSelector('text=The provider answers: Ada Lovelace')
    expect((await refreshed).postData()).toContain('grant_type=refresh_token')
  })

  it('a request that was seen signs nobody in again', async () => {
    const { request } = await watchedSignIn(await newPage())
    const page = await newPage()
    const url = new URL('/oauth/authorize', demo.issuer)
    url.search = String(new URLSearchParams({ client_id: demo.noBackend.clientId, request }))
    await page.goto(url.href)
    await page.fill('#username', demo.person.email)
    await page.fill('#password', demo.person.password)
    await page.click('#login-submit')
    await page.click('#consent-approve')
    await page.waitForSelector('h1')
    expect(await page.content()).toContain('request_object_spent')
  })

  it('signs out here and at the provider, without a question', async () => {
    const page = await newPage()
    const { tokens } = await watchedSignIn(page)
    const given = page.waitForRequest((request) => request.url().endsWith('/oauth/revoke'))
    await page.click('#logout')
    expect(new URLSearchParams((await given).postData() ?? '').get('token')).toBe(
      tokens['refresh_token'],
    )
    await page.waitForURL(`${demo.origin}/`)
    await page.goto(home)
    await page.click('#login')
    await page.waitForSelector('#login-submit')
  })
})
