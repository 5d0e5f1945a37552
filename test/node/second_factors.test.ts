/** Two-step verification in Chromium, without scripts: set up, signed in by a code, and by a recovery code. */
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeFor } from '../support/authenticator_app.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startLocalProvider, type LocalProvider } from './local_provider.ts'

const PERSON = { email: 'ada@harbour.example', password: 'correct horse battery staple' }

describe.skipIf(!chromiumPath)(`second factors in Chromium${skippedWithoutChromium}`, () => {
  let provider: LocalProvider
  let browser: Browser
  let origin: string

  beforeAll(async () => {
    provider = await startLocalProvider()
    origin = provider.origin
    await provider.administer('POST', '/users', PERSON)
    browser = await launchChromium()
  })
  afterAll(async () => {
    await browser?.close()
    await provider?.stop()
  })

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${origin}/login?next=account`)
    await page.getByLabel('Email address').fill(PERSON.email)
    await page.getByLabel('Password').fill(PERSON.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }

  const newPage = async () => (await browser.newContext({ javaScriptEnabled: false })).newPage()
  /** Until the page of this heading is there. */
  const arrivedAt = (page: Page, name: string) =>
    page.getByRole('heading', { level: 1, name }).waitFor()

  async function findingsOn(page: Page): Promise<string[]> {
    const context = await browser.newContext()
    const reader = await context.newPage()
    await reader.setContent(await page.content())
    await reader.evaluate(axe.source)
    const { violations } = await reader.evaluate<axe.AxeResults>('axe.run(document)')
    await context.close()
    return violations.map(({ id }) => id)
  }

  it('an app is set up, its code signs in, and a recovery code when it is lost', async () => {
    const page = await newPage()
    await signIn(page)
    await page.getByRole('link', { name: 'Two-step verification' }).click()
    await page.getByRole('link', { name: 'Set up an authenticator app' }).click()
    await page.getByRole('img', { name: 'QR code' }).waitFor()
    const width = await page.evaluate<number>("document.querySelector('.qr').naturalWidth")
    expect(width).toBeGreaterThan(20)
    expect(await findingsOn(page)).toEqual([])
    const key = (await page.locator('.totp-key').innerText()).replaceAll(' ', '')
    await page.getByLabel('Code of the app').fill(await codeFor(key, -1))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    await arrivedAt(page, 'Keep these recovery codes')
    expect(await findingsOn(page)).toEqual([])
    const codes = await page.locator('.codes code').allInnerTexts()
    expect(codes).toHaveLength(10)
    await page.getByRole('link', { name: 'I have kept them' }).click()
    await arrivedAt(page, 'How you sign in')
    expect(await findingsOn(page)).toEqual([])
    await page.goto(`${origin}/logout`)
    await page.getByRole('button', { name: 'Sign out' }).click()

    await signIn(page)
    await arrivedAt(page, 'One more step')
    expect(await findingsOn(page)).toEqual([])
    await page.getByLabel('Code of your authenticator app').fill('000000')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').innerText()).toContain('not right, or was used already')
    await page.getByLabel('Code of your authenticator app').fill(await codeFor(key))
    await page.keyboard.press('Enter')
    await arrivedAt(page, 'Your account')

    const other = await newPage()
    await signIn(other)
    await other.getByRole('link', { name: 'Use a recovery code' }).click()
    await other.getByLabel('Recovery code').fill(codes[0]?.toLowerCase() ?? '')
    await other.getByRole('button', { name: 'Go on' }).click()
    await arrivedAt(other, 'Your account')
    expect(await other.content()).toContain('A recovery code was used to sign in.')
  })
})
