/** The demo apps as a person has them: in a browser, from the click to the claims, and out again. */
import axe from 'axe-core'
import { decodeJwt } from 'jose'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium } from './chromium.ts'
import { startDemo, type RunningDemo } from './running_demo.ts'

const why = chromiumPath ? '' : ' (skipped: no Chromium here; set CHROMIUM_PATH to run this)'

describe.skipIf(!chromiumPath)(`the demo apps in Chromium${why}`, () => {
  let demo: RunningDemo
  let browser: Browser
  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchChromium()])
  })
  afterAll(() => Promise.all([browser?.close(), demo?.stop()]))

  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())))

  const here = (path: string) => demo.origin + path

  /** Somebody whom nobody knows yet, and what their browser complained about. */
  async function newVisitor(options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      if (['warning', 'error'].includes(message.type())) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return { context, page, complaints }
  }

  async function typePassword(page: Page) {
    await page.fill('#username', demo.person.email)
    await page.fill('#password', demo.person.password)
    await page.click('#login-submit')
  }

  /** Says yes where the provider asks, which it does once for each app. */
  async function consent(page: Page, home: string) {
    await page.waitForURL((url) => url.href === here(home) || url.pathname === '/consent')
    if (page.url() === here(home)) return
    await page.click('#consent-approve')
    await page.waitForURL(here(home))
  }

  async function signIn(page: Page, home: string) {
    await page.goto(here(home))
    await page.click('#login')
    await typePassword(page)
    await consent(page, home)
    await page.waitForSelector('#logout:visible')
  }

  const claimsOn = (page: Page) =>
    page.$$eval('dl > div', (rows) =>
      Object.fromEntries(rows.map((row) => [...row.children].map((each) => each.textContent))),
    )

  const cookieNames = async (page: Page) =>
    (await page.context().cookies(demo.origin)).map(({ name }) => name)

  it.each([
    { app: 'Harbour Shop', home: '/web/' },
    { app: 'Olive Ledger', home: '/keys/' },
    { app: 'Lantern', home: '/spa/' },
    { app: 'Signet', home: '/signet/' },
  ])('$app leads from a click to the claims, and no page complains', async ({ app, home }) => {
    const { page, complaints } = await newVisitor()
    await page.goto(here('/'))
    await page.click(`text=${app}`)
    await page.click('#login')
    await page.waitForURL((url) => url.origin === demo.issuer)
    expect(await page.textContent('main')).toContain(app)
    await typePassword(page)
    await consent(page, home)
    await page.waitForSelector('text=Hello, Ada Lovelace')
    expect(await claimsOn(page)).toMatchObject({
      sub: expect.stringMatching(/^\S+$/),
      name: 'Ada Lovelace',
      email: demo.person.email,
      email_verified: 'true',
    })
    expect(page.url()).toBe(here(home))
    expect(complaints).toEqual([])
  })

  it('the classic routes lead into Harbour Shop as well', async () => {
    const { page, complaints } = await newVisitor()
    const back = page.waitForRequest((request) =>
      request.url().startsWith(here('/authorization-code/callback?code=')),
    )
    await page.goto(here('/authorization-code/login'))
    await typePassword(page)
    await consent(page, '/web/')
    await back
    expect(await claimsOn(page)).toMatchObject({ name: 'Ada Lovelace' })
    expect(complaints).toEqual([])
  })

  it('who has signed in to one app types no password for the next', async () => {
    const { page } = await newVisitor()
    await signIn(page, '/web/')
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.goto(here('/spa/'))
    await page.click('#login')
    await consent(page, '/spa/')
    await page.waitForSelector('#logout:visible')
    expect(asked).not.toContain('/login')
  })

  it('all of it works by keyboard', async () => {
    const { page } = await newVisitor()
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key)
    }
    await page.goto(here('/'))
    await press('Tab', 'Enter')
    await page.waitForURL(here('/web/'))
    await press('Tab', 'Tab', 'Enter')
    await page.waitForSelector('#username')
    await page.focus('#username')
    await page.keyboard.type(demo.person.email)
    await press('Tab')
    await page.keyboard.type(demo.person.password)
    await press('Enter')
    await consent(page, '/web/')
    await press('Tab', 'Tab', 'Enter')
    await page.waitForURL(here('/'))
    expect(await cookieNames(page)).toEqual([])
  })

  describe('signing out', () => {
    it.each(['/web/', '/keys/'])(
      'ends the session of %s and the one at the provider (RP-Initiated Logout §2)',
      async (home) => {
        const { page, complaints } = await newVisitor()
        await signIn(page, home)
        await page.click('#logout')
        await page.waitForURL(here('/'))
        expect(await cookieNames(page)).toEqual([])
        await page.goto(here(home))
        await page.click('#login')
        await page.waitForSelector('#login-submit')
        expect(complaints).toEqual([])
      },
    )

    it('is confirmed at the provider where the app kept no ID token', async () => {
      const { page, complaints } = await newVisitor()
      await signIn(page, '/spa/')
      await page.click('#logout')
      await page.click('#logout-confirm')
      await page.waitForURL(here('/'))
      await page.goto(here('/spa/'))
      await page.click('#login')
      await page.waitForSelector('#login-submit')
      expect(complaints).toEqual([])
    })
  })

  describe('Olive Ledger', () => {
    it('refreshes its tokens as often as it is asked to', async () => {
      const { page, complaints } = await newVisitor()
      await signIn(page, '/keys/')
      for (const times of ['1', '2']) {
        await page.click('#refresh')
        await page.waitForSelector(`#refreshes:text-is("${times}")`)
      }
      expect(await claimsOn(page)).toMatchObject({ name: 'Ada Lovelace' })
      expect(complaints).toEqual([])
    })

    it('gives its tokens back at sign-out: a stolen cookie refreshes nothing (RFC 7009 §2.1)', async () => {
      const { context, page } = await newVisitor()
      await signIn(page, '/keys/')
      const stolen = await context.cookies(demo.origin)
      await page.click('#logout')
      await page.waitForURL(here('/'))
      await context.addCookies(stolen)
      await page.goto(here('/keys/'))
      await page.click('#refresh')
      expect(await page.textContent('#error-code')).toBe('invalid_grant')
      expect(await cookieNames(page)).toEqual([])
    })

    it('tells who says no that they said no', async () => {
      const { page } = await newVisitor()
      await page.goto(here('/keys/'))
      await page.click('#login')
      await typePassword(page)
      await page.click('#consent-deny')
      await page.waitForURL((url) => url.href.startsWith(here('/keys/callback')))
      expect(await page.textContent('h1')).toBe('You said no')
      expect(await page.textContent('#error-code')).toBe('access_denied')
    })
  })

  describe('Lantern', () => {
    it('lets no token of the provider come to the browser', async () => {
      const { context, page } = await newVisitor()
      const seen: Promise<string>[] = []
      page.on('response', (response) => {
        seen.push(
          Promise.resolve(response.url()),
          response.text().catch(() => ''),
        )
      })
      await signIn(page, '/spa/')
      await page.click('#ask')
      await page.waitForSelector('text=The backend answers')
      const texts = [...(await Promise.all(seen)), await page.content()]
      const issuers = texts.flatMap(jwtsIn).map((jwt) => decodeJwt(jwt).iss)
      // The signed request, and the app's own token.
      expect(new Set(issuers)).toEqual(new Set([demo.spa.clientId, demo.origin]))
      expect(await context.storageState()).toMatchObject({ origins: [] })
      expect(await cookieNames(page)).toEqual([])
    })

    it('leaves no code in the address bar, nor in the history', async () => {
      const { page } = await newVisitor()
      await signIn(page, '/spa/')
      expect(page.url()).toBe(here('/spa/'))
      await page.goto(here('/'))
      await page.goBack()
      expect(page.url()).toBe(here('/spa/'))
    })

    it('shows what went wrong', async () => {
      const { page } = await newVisitor()
      await page.goto(here('/spa/?code=code-of-another&state=state-of-another'))
      await page.waitForSelector('#failure:visible')
      expect(await page.textContent('#error-code')).toBe('state_mismatch')
    })

    it.each(['', 'Bearer', 'Bearer e30.e30.', 'Basic YTpi'])(
      'takes its own token alone, not %j',
      async (authorization) => {
        const answer = await fetch(here('/api/me'), { headers: { Authorization: authorization } })
        expect(answer.status).toBe(401)
        expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
      },
    )
  })

  it('a redirect that another browser asked for signs nobody in (RFC 6749 §10.12)', async () => {
    const { page } = await newVisitor()
    await page.goto(here('/web/callback?code=code-of-another&state=state-of-another'))
    expect(await page.textContent('#error-code')).toBe('state_mismatch')
    expect(await cookieNames(page)).toEqual([])
  })

  it('no script reads a cookie, and no foreign post brings one along', async () => {
    const { context, page } = await newVisitor()
    await signIn(page, '/web/')
    const cookies = await context.cookies(demo.origin)
    expect(cookies).toMatchObject([{ name: 'web_session', httpOnly: true, sameSite: 'Lax' }])
  })

  it.each(['/web/logout', '/keys/logout', '/keys/refresh'])(
    'POST %s is for pages of the apps alone',
    async (path) => {
      for (const origin of ['https://evil.example', 'null', demo.issuer]) {
        const answer = await fetch(here(path), { method: 'POST', headers: { Origin: origin } })
        expect(answer.status, origin).toBe(403)
      }
    },
  )

  it('who comes to localhost is led to the address that sign-ins come back to', async () => {
    const { page } = await newVisitor()
    await page.goto(here('/web/').replace('127.0.0.1', 'localhost'))
    expect(page.url()).toBe(here('/web/'))
  })

  describe('axe finds nothing, in light and dark at 320 pixels,', () => {
    const SMALL = { reducedMotion: 'reduce', viewport: { width: 320, height: 600 } } as const

    async function look(page: Page) {
      await page.evaluate(axe.source)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)')
        expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual([])
      }
      expect(await page.evaluate(WIDTH)).toBeLessThanOrEqual(320)
    }

    it.each([
      '/',
      '/web/',
      '/keys/',
      '/spa/',
      '/spa/?state=another',
      '/signet/',
      '/signet/?state=another',
      '/web/callback',
    ])('on %s', async (path) => {
      const { page } = await newVisitor(SMALL)
      await page.goto(here(path))
      await page.waitForSelector('h1:visible')
      await look(page)
    })

    it.each(['/web/', '/keys/', '/spa/', '/signet/'])(
      'on %s with somebody signed in',
      async (home) => {
        const { page } = await newVisitor(SMALL)
        await signIn(page, home)
        await look(page)
      },
    )
  })
})

const jwtsIn = (text: string): string[] => text.match(/eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+/g) ?? []

const WIDTH = 'document.documentElement.scrollWidth'
