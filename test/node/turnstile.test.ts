/** The forms that Turnstile stands before, in Chromium: its script is a stand-in of ours, as early or late as a test has it. */
import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../src/pages/content_security_policy.ts'
import { galleryOf } from '../worker/pages/gallery.tsx'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'

const ORIGIN = 'https://op.amphora.test'
const CLOUDFLARE = 'https://challenges.cloudflare.com'
const FIELD = 'cf-turnstile-response'

/** What `api.js` does, as its documentation says: a frame, a hidden field, and the callbacks by their names. */
const API = `
window.turnstile = { reset() {} }
const widget = document.querySelector('.cf-turnstile')
const frame = document.createElement('iframe')
frame.src = '${CLOUDFLARE}/frame'
frame.title = 'Widget containing a Cloudflare security challenge'
frame.width = '100%'; frame.height = '65'
const field = document.createElement('input')
field.type = 'hidden'; field.name = '${FIELD}'
widget.append(frame, field)
window.pass = () => { field.value = 'a-token'; window[widget.dataset.callback]('a-token') }
window.fail = () => window[widget.dataset.errorCallback]('300010')`

describe.skipIf(!chromiumPath)(`a form with Turnstile${skippedWithoutChromium}`, () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  })
  afterAll(() => browser.close())

  interface Opened {
    page: Page
    /** What its policy stopped. */
    stopped: string[]
    posted: Promise<Request>
  }

  /** @param api the script, or null where something on the way holds it back */
  async function open(
    name: string,
    api: string | null = API,
    options: BrowserContextOptions = {},
  ): Promise<Opened> {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const stopped: string[] = []
    page.on('console', (message) => stopped.push(message.text()))
    page.on('pageerror', (error) => stopped.push(error.message))
    const html = galleryOf('en')[name] ?? ''
    const policy = await contentSecurityPolicy({
      asksTurnstile: true,
      asksForPasskeys: html.includes('id="passkey"'),
    })
    await page.route('**/*', async (route) => {
      const url = route.request().url()
      if (url === `${CLOUDFLARE}/turnstile/v0/api.js`) {
        return api === null
          ? route.abort('blockedbyclient')
          : route.fulfill({ contentType: 'text/javascript', body: api })
      }
      if (url === `${CLOUDFLARE}/frame`) return route.fulfill({ body: 'Verify you are human' })
      if (new URL(url).origin !== ORIGIN) return route.abort()
      return route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'Content-Security-Policy': policy, 'Referrer-Policy': 'no-referrer' },
        body: url === `${ORIGIN}/page` ? html : 'received',
      })
    })
    await page.clock.install()
    await page.goto(`${ORIGIN}/page`)
    const posted = page.waitForRequest(
      (request) => request.method() === 'POST' && !request.url().endsWith('/challenge'),
    )
    // Where a test ends before anything was posted, nobody waits for it.
    posted.catch(() => undefined)
    return { page, stopped, posted }
  }

  const fieldsOf = async (posted: Promise<Request>): Promise<Record<string, string>> =>
    Object.fromEntries(new URLSearchParams((await posted).postData() ?? ''))
  const said = (page: Page) => page.locator('.cf-turnstile + output').textContent()

  it.each(['sign-in-turnstile', 'sign-up-unverified', 'recover-unavailable'])(
    'of %s is let have its script and its frame',
    async (name) => {
      const { page, stopped } = await open(name)
      const frame = page.frameLocator('.cf-turnstile iframe')
      expect(await frame.locator('body').textContent()).toBe('Verify you are human')
      expect(await page.locator('noscript').isVisible()).toBe(false)
      expect(stopped).toEqual([])
    },
  )

  it.each([
    { width: 320, size: 'compact' },
    { width: 375, size: 'flexible' },
  ])('has a frame that fits $width pixels', async ({ width, size }) => {
    const viewport = { width, height: 600 }
    const { page } = await open('sign-in-turnstile', API, { viewport })
    expect(await page.locator('.cf-turnstile').getAttribute('data-size')).toBe(size)
  })

  it('is posted at once with a token that is there already', async () => {
    const { page, posted } = await open('recover-unavailable')
    await page.evaluate('pass()')
    await page.click('#recover-submit')
    expect(await fieldsOf(posted)).toEqual({ username: 'ada@harbour.example', [FIELD]: 'a-token' })
  })

  it('is held back until there is one, says so, and then goes by the button that was pressed', async () => {
    const { page, posted } = await open('sign-in-turnstile')
    await page.fill('#password', 'correct horse battery')
    await page.click('#login-submit')
    expect(await said(page)).toContain('we are checking that you are not a robot')
    await page.clock.runFor(60_000)
    expect(page.url()).toBe(`${ORIGIN}/page`)
    await page.evaluate('pass()')
    expect(await fieldsOf(posted)).toEqual({
      username: 'ada@harbour.example',
      password: 'correct horse battery',
      remember: 'yes',
      [FIELD]: 'a-token',
    })
  })

  it('is held back for the Enter key, too', async () => {
    const { page, posted } = await open('recover-unavailable')
    await page.press('#username', 'Enter')
    expect(await said(page)).not.toBe('')
    await page.evaluate('pass()')
    expect(await fieldsOf(posted)).toHaveProperty(FIELD, 'a-token')
  })

  it('is held back where a script has sent it without a button, and goes once', async () => {
    const { page, posted } = await open('recover-unavailable')
    await page.evaluate("document.querySelector('form').requestSubmit()")
    expect(await said(page)).not.toBe('')
    const sent: Request[] = []
    page.on('request', (request) => sent.push(request))
    await page.evaluate('pass(); pass()')
    expect(await fieldsOf(posted)).toHaveProperty(FIELD, 'a-token')
    expect(sent.filter((request) => request.method() === 'POST')).toHaveLength(1)
  })

  it('says that a check has not worked, and waits for the next', async () => {
    const { page, posted } = await open('recover-unavailable')
    expect(await page.evaluate('fail()')).toBe(true)
    await page.click('#recover-submit')
    expect(await said(page)).toContain('has not worked yet')
    await page.evaluate('pass()')
    expect(await fieldsOf(posted)).toHaveProperty(FIELD, 'a-token')
  })

  it('is let go without a token where the script is held back, for the answer says what is missing', async () => {
    const { page, posted } = await open('recover-unavailable', null)
    await page.click('#recover-submit')
    expect(await said(page)).not.toBe('')
    await page.clock.runFor(8000)
    expect(await fieldsOf(posted)).toEqual({ username: 'ada@harbour.example' })
  })

  it('says without scripts what it needs, and can still be sent', async () => {
    const { page, posted } = await open('recover-unavailable', API, { javaScriptEnabled: false })
    expect(await page.locator('noscript .warning').isVisible()).toBe(true)
    await page.click('#recover-submit')
    expect(await fieldsOf(posted)).toEqual({ username: 'ada@harbour.example' })
  })
})
