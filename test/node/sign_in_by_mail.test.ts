/** Signing in by a mail, in Chromium: from the form over the outbox to the account, by code, by link, and in the wrong browser. */
import axe from 'axe-core'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startLocalProvider, type LocalProvider } from './local_provider.ts'

describe.skipIf(!chromiumPath)(`a sign-in by mail in Chromium${skippedWithoutChromium}`, () => {
  let provider: LocalProvider
  let browser: Browser
  let origin: string

  beforeAll(async () => {
    provider = await startLocalProvider()
    origin = provider.origin
    await provider.administer('PATCH', '/tenant', { sign_in_by_email: true })
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await provider?.stop()
  })

  async function newVisitor(options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => {
      // A page that says what was wrong comes with the status that says so.
      if (!message.text().includes('Failed to load resource')) complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    return { context, page, complaints }
  }

  const check = async (page: Page) => {
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run(document)')
    expect(violations.map(({ id }) => id)).toEqual([])
  }

  async function newPerson(): Promise<string> {
    const email = `ada-${crypto.randomUUID()}@harbour.example`
    await provider.administer('POST', '/users', {
      email,
      email_verified: true,
      name: 'Ada Lovelace',
    })
    return email
  }

  async function readMail(context: BrowserContext, email: string) {
    const text = await provider.mailTo(context, email)
    const [code = ''] = /\b\d{4} \d{4}\b/.exec(text) ?? []
    const [link = ''] = /http\S+\/login\/link\?link=[\w-]+/.exec(text) ?? []
    return { code, link }
  }

  it('by code, on a phone without scripts; a wrong one is said to be wrong', async () => {
    const email = await newPerson()
    const { context, page, complaints } = await newVisitor({
      javaScriptEnabled: false,
      viewport: { width: 360, height: 640 },
    })
    await page.goto(`${origin}/login?next=account`)
    await page.fill('#username', email)
    await page.click('button[value=code]')
    expect(await page.textContent('main')).toContain(`If ${email} belongs to an account here`)
    const { code } = await readMail(context, email)
    await page.fill('#code', '00000000')
    await page.click('#code-submit')
    expect(await page.textContent('[role=alert]')).toContain('This code is not right')
    expect(await page.getAttribute('#code', 'aria-invalid')).toBe('true')
    await page.fill('#code', code)
    await page.click('#code-submit')
    await page.waitForURL(`${origin}/account`)
    expect(await page.textContent('main')).toContain('Ada Lovelace')
    expect(complaints).toEqual([])
  })

  it('by keyboard, where the name comes first, and axe finds nothing on the way', async () => {
    await provider.administer('PATCH', '/tenant', { sign_in_form: 'identifier_first' })
    const email = await newPerson()
    const { context, page, complaints } = await newVisitor({ locale: 'de-DE' })
    await vi.waitFor(
      async () => {
        await page.goto(`${origin}/login`)
        expect(await page.locator('#password').count()).toBe(0)
      },
      { timeout: 40_000, interval: 1000 },
    )
    await check(page)
    await page.keyboard.type(email)
    await page.keyboard.press('Enter')
    await page.waitForSelector('#password')
    await check(page)
    await page.focus('button[value=code]')
    await page.keyboard.press('Enter')
    await page.waitForSelector('#code')
    await check(page)
    const { code } = await readMail(context, email)
    await page.bringToFront()
    await page.focus('#code')
    await page.keyboard.type(code)
    await page.keyboard.press('Enter')
    await page.waitForURL(`${origin}/`)
    expect(complaints).toEqual([])
    await provider.administer('PATCH', '/tenant', { sign_in_form: 'combined' })
  })

  it('by link, in the browser that asked and no other, and it stays when it is closed', async () => {
    const email = await newPerson()
    const { context, page, complaints } = await newVisitor()
    await vi.waitFor(
      async () => {
        await page.goto(`${origin}/login?next=account`)
        expect(await page.locator('#password').count()).toBe(1)
      },
      { timeout: 40_000, interval: 1000 },
    )
    await page.fill('#username', email)
    await page.check('input[name=remember]')
    await page.click('button[value=code]')
    const { code, link } = await readMail(context, email)

    const other = await newVisitor()
    await other.page.goto(link)
    expect(await other.page.textContent('main')).toContain(code)
    expect(await other.page.locator('form').count()).toBe(0)
    await check(other.page)

    await page.goto(link)
    await check(page)
    await page.click('#link-submit')
    await page.waitForURL(`${origin}/account`)
    const session = (await context.cookies()).find(({ name }) => name === '__Host-session')
    expect(session?.expires).toBeGreaterThan(Date.now() / 1000 + 29 * 86_400)

    await page.goto(link)
    expect(await page.locator('form').count()).toBe(0)
    expect([...complaints, ...other.complaints]).toEqual([])
  })
})
