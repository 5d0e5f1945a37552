/** Signing out as people, clients and power failures have it: a real browser, a real receiver, a process that is killed. */
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { authorizationUrl, type Flow } from '../../bench/code_flow.ts'
import { exchange, FORM } from '../../bench/http.ts'
import { PASSWORD, startProvider } from '../../bench/provider.ts'
import type { RunningWorker } from '../../bench/workerd.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startRelyingSite, type RelyingSite } from './relying_site.ts'

const VERIFIER = 'v'.repeat(43)
let site: RelyingSite
let worker: RunningWorker
let flow: Flow

beforeAll(async () => {
  site = await startRelyingSite()
  const started = await startProvider(1, { OUTBOUND_ALLOW: site.origin })
  worker = started.worker
  await started.administer('/tenant', { session_management: true }, 'PATCH')
  const client = await started.administer<{ client_id: string; client_secret: string }>(
    '/oauth/clients',
    {
      name: 'Shop',
      redirect_uris: [`${site.origin}/callback`, `${site.sameSite}/callback`],
      post_logout_redirect_uris: [`${site.origin}/signed-out`],
      backchannel_logout_uri: `${site.origin}/back`,
      frontchannel_logout_uri: `${site.origin}/front`,
      token_endpoint_auth_method: 'client_secret_post',
      consent: 'skip',
    },
  )
  flow = {
    ...started.flow,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    redirectUri: `${site.origin}/callback`,
  }
}, 120_000)
afterAll(() => Promise.all([worker?.stop(), site?.stop()]))
beforeEach(() => {
  site.visits.length = 0
  site.answer('/back', {})
  site.answer('/front', {})
})

async function idTokenOf(code: string, { redirectUri } = flow): Promise<string> {
  const { body } = await exchange(flow.tokenEndpoint, {
    method: 'POST',
    headers: FORM,
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: VERIFIER,
      client_id: flow.clientId,
      client_secret: flow.clientSecret,
    }).toString(),
  })
  return (JSON.parse(body) as { id_token: string }).id_token
}

const logoutUrl = (parameters: Record<string, string>): string =>
  `${flow.issuer}/oauth/logout?${new URLSearchParams(parameters)}`

const toldBack = (atLeast: number, within: number) =>
  vi.waitFor(
    () => {
      const told = site.to('/back')
      expect(told.length).toBeGreaterThanOrEqual(atLeast)
      return new URLSearchParams(told.at(-1)?.body).get('logout_token') ?? ''
    },
    { timeout: within, interval: 100 },
  )

describe.skipIf(!chromiumPath)(`in Chromium${skippedWithoutChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

  async function signedIn(options: BrowserContextOptions = {}, as = flow) {
    const page = await (await browser.newContext(options)).newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(authorizationUrl(as, VERIFIER))
    await page.fill('#username', 'person1@example.com')
    await page.fill('#password', PASSWORD)
    await page.click('#login-submit')
    await page.waitForURL((url) => url.pathname === '/callback')
    const answer = new URL(page.url()).searchParams
    const hint = await idTokenOf(answer.get('code') ?? '', as)
    return { page, hint, sessionState: answer.get('session_state') ?? '', complaints }
  }

  const signOut = (page: Page, hint: string) =>
    page.goto(
      logoutUrl({
        id_token_hint: hint,
        post_logout_redirect_uri: `${site.origin}/signed-out`,
        state: 'a state',
      }),
    )

  it('a sign-out tells the client both ways, and comes back once the frame has loaded', async () => {
    const { page, hint, complaints } = await signedIn()
    let release = () => {}
    site.answer('/front', { after: new Promise((resolve) => (release = resolve)) })
    const leaving = signOut(page, hint)
    await vi.waitFor(() => expect(site.to('/front')).toHaveLength(1), { timeout: 5000 })
    expect(site.to('/signed-out')).toEqual([])
    release()
    await leaving
    await page.waitForURL((url) => url.pathname === '/signed-out')
    expect(page.url()).toBe(`${site.origin}/signed-out?state=a+state`)
    const { sid } = decodeJwt(hint)
    const [front] = site.to('/front')
    expect(Object.fromEntries(front?.url.searchParams ?? [])).toEqual({ iss: flow.issuer, sid })
    const { payload } = await jwtVerify(
      await toldBack(1, 5000),
      createRemoteJWKSet(new URL(`${flow.issuer}/.well-known/jwks.json`)),
      { issuer: flow.issuer, audience: flow.clientId, typ: 'logout+jwt' },
    )
    expect(payload['sid']).toBe(sid)
    expect(complaints).toEqual([])
  })

  it.each([
    { name: 'without scripts, too', javaScriptEnabled: false, isStuck: false },
    { name: 'past a frame that never loads', javaScriptEnabled: true, isStuck: true },
  ])('it comes back $name', async ({ javaScriptEnabled, isStuck }) => {
    const { page, hint } = await signedIn({ javaScriptEnabled })
    if (isStuck) site.answer('/front', { after: new Promise(() => {}) })
    await signOut(page, hint).catch(() => {})
    await page.waitForURL((url) => url.pathname === '/signed-out', { timeout: 15_000 })
    expect(site.visits.map(({ url }) => url.pathname)).toContain('/front')
  })

  /** A page of this origin that shows the frame. @returns what the frame answers to a message */
  async function watching(page: Page, origin: string) {
    const watch = await page.context().newPage()
    await watch.goto(`${origin}/watch`)
    await watch.setContent(`<iframe src="${flow.issuer}/oauth/check_session"></iframe>`)
    await watch.frameLocator('iframe').locator('script').waitFor({ state: 'attached' })
    return (message: string): Promise<string> =>
      watch.evaluate(
        `new Promise((answer) => {
          addEventListener('message', ({ data, origin }) => answer(origin + ' ' + data), { once: true })
          document.querySelector('iframe').contentWindow.postMessage(${JSON.stringify(message)}, '*')
        })`,
      )
  }

  it('the frame says unchanged, and changed after the sign-out (Session Management §3)', async () => {
    const as = { ...flow, redirectUri: `${site.sameSite}/callback` }
    const { page, hint, sessionState } = await signedIn({}, as)
    const ask = await watching(page, site.sameSite)
    expect(await ask(`${flow.clientId} ${sessionState}`)).toBe(`${flow.issuer} unchanged`)
    expect(await ask(`another ${sessionState}`)).toBe(`${flow.issuer} changed`)
    expect(await ask('nonsense')).toBe(`${flow.issuer} error`)
    await signOut(page, hint)
    expect(await ask(`${flow.clientId} ${sessionState}`)).toBe(`${flow.issuer} changed`)
  })

  it('the frame never says changed where only the browser keeps our cookie from it', async () => {
    const { page, sessionState } = await signedIn()
    const ask = await watching(page, site.origin)
    expect(await ask(`${flow.clientId} ${sessionState}`)).toMatch(/ (?:error|unchanged)$/)
  })
})

it('what a client is to be told survives a crash between the decision and the delivery (F20)', async () => {
  const cookie = flow.cookies[0] ?? ''
  const { location } = await exchange(authorizationUrl(flow, VERIFIER), {
    headers: { Cookie: cookie },
  })
  const hint = await idTokenOf(new URL(location).searchParams.get('code') ?? '')
  site.answer('/back', { status: 500 })
  const out = await exchange(logoutUrl({ id_token_hint: hint }), { headers: { Cookie: cookie } })
  expect(out.status).toBe(200)
  await worker.crash()
  site.visits.length = 0
  site.answer('/back', {})
  const token = await toldBack(1, 40_000)
  expect(decodeJwt(token)['sid']).toBe(decodeJwt(hint)['sid'])
})
