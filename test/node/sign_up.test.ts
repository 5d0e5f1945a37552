/** A person whom nobody knows, in a browser: from an app to an account of their own, by a mail, and back into the app. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startDemo, type RunningDemo } from './running_demo.ts'

const PASSWORD = 'a pail of newly picked plums'

describe.skipIf(!chromiumPath)(`sign-up in Chromium${skippedWithoutChromium}`, () => {
  let demo: RunningDemo
  let browser: Browser
  beforeAll(async () => {
    ;[demo, browser] = await Promise.all([startDemo(), launchChromium()])
    const changed = await fetch(`${demo.issuer}/api/sso/v1/tenant`, {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${demo.adminToken}`,
        'Content-Type': 'application/json',
      },
      body: JSON.stringify({
        sign_up: 'open',
        branding: { links: { terms_uri: 'https://museum.example/terms' } },
        terms_version: '2026-01',
      }),
    })
    expect(changed.status).toBe(200)
  })
  afterAll(() => Promise.all([browser?.close(), demo?.stop()]))

  /** Follows the link of the newest mail, in this browser. */
  async function followMail(page: Page, path: string) {
    await page.goto(`${demo.issuer}/outbox`)
    const link = page.locator(`a[href*="${path}"]`).first()
    await page.goto((await link.getAttribute('href')) ?? '')
  }

  it.each([
    { name: 'with scripts', javaScriptEnabled: true },
    { name: 'without', javaScriptEnabled: false },
  ])(
    'leads from an app by the mail into the app, $name; and then to another address',
    async ({ name, javaScriptEnabled }) => {
      const email = `grace-${name.replace(' ', '-')}@harbour.example`
      const context = await browser.newContext({ javaScriptEnabled })
      const page = await context.newPage()
      await page.goto(`${demo.origin}/web/`)
      await page.click('#login')
      await page.click('text=Create an account')
      await page.fill('#username', email)
      await page.click('#sign-up-submit')
      expect(await page.textContent('main')).toContain(email)

      await followMail(page, '/signup/account')
      await page.fill('#name', 'Grace Hopper')
      await page.fill('#password', PASSWORD)
      await page.check('input[name=terms]')
      await page.click('#account-make')
      await page.click('#consent-approve')
      await page.waitForURL(`${demo.origin}/web/`)
      expect(await page.textContent('body')).toContain('Grace Hopper')

      await page.goto(`${demo.issuer}/account`)
      expect(await page.textContent('main')).toContain('2026-01')
      await page.click('text=Change your email address')
      await page.fill('#email', `new-${email}`)
      await page.click('#email-change')
      await followMail(page, '/account/email/confirm')
      await page.click('#email-confirm')
      await page.waitForURL((url) => url.search === '?done=email')
      expect(await page.textContent('main')).toContain(`new-${email}`)
      await context.close()
    },
  )
})
