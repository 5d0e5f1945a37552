/** Getting back in, in Chromium and without scripts: by a link that is mailed, and by an operator; and what is refused on the way. */
import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeFor } from '../support/authenticator_app.ts'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startLocalProvider, type LocalProvider } from './local_provider.ts'

const OLD = 'correct horse battery staple'
const NEW = 'a pail of newly picked plums'

describe.skipIf(!chromiumPath)(`recovery in Chromium${skippedWithoutChromium}`, () => {
  let provider: LocalProvider
  let browser: Browser

  beforeAll(async () => {
    ;[provider, browser] = await Promise.all([startLocalProvider(), launchChromium()])
  })
  afterAll(() => Promise.all([browser?.close(), provider?.stop()]))

  async function newPerson(): Promise<{ email: string; sub: string }> {
    const email = `ada-${crypto.randomUUID()}@harbour.example`
    const { sub } = await provider.administer('POST', '/users', { email, password: OLD })
    return { email, sub: String(sub) }
  }

  const newPage = async () => (await browser.newContext({ javaScriptEnabled: false })).newPage()

  async function signIn(page: Page, email: string, password: string): Promise<void> {
    await page.goto(`${provider.origin}/login?next=account`)
    await page.fill('#username', email)
    await page.fill('#password', password)
    await page.click('#login-submit')
  }

  const heading = (page: Page) => page.textContent('h1')
  const alert = (page: Page) => page.getByRole('alert').innerText()

  async function findingsOn(page: Page): Promise<string[]> {
    const reader = await (await browser.newContext()).newPage()
    await reader.setContent(await page.content())
    await reader.evaluate(axe.source)
    const { violations } = await reader.evaluate<axe.AxeResults>('axe.run(document)')
    await reader.context().close()
    return violations.map(({ id }) => id)
  }

  async function linkFor(page: Page, email: string): Promise<string> {
    const mail = await provider.mailTo(page.context(), email)
    return /http\S+\/recover\/password\?link=[\w-]+/.exec(mail)?.[0] ?? ''
  }

  it('a forgotten password is replaced by the link, which works once; everybody is signed out', async () => {
    const { email } = await newPerson()
    const [page, elsewhere] = [await newPage(), await newPage()]
    await signIn(elsewhere, email, OLD)
    expect(await heading(elsewhere)).toBe('Your account')

    await page.goto(`${provider.origin}/login?next=account`)
    await page.click('text=Forgot your password?')
    await page.fill('#username', email)
    await page.click('#recover-submit')
    expect(await page.textContent('main')).toContain(`If ${email} belongs to an account here`)
    const link = await linkFor(page, email)

    await page.goto(link)
    expect(await heading(page)).toBe('Choose a new password')
    for (const { wrong, says } of [
      { wrong: 'too short', says: 'too short' },
      { wrong: 'passwordpassword', says: 'guessed first' },
    ]) {
      await page.fill('#password', wrong)
      await page.click('#password-submit')
      expect(await alert(page)).toContain(says)
      expect(await page.title()).toMatch(/^Error: /)
      expect(await findingsOn(page)).toEqual([])
    }
    await page.fill('#password', NEW)
    await page.click('#password-submit')
    expect(await heading(page)).toBe('Your password is changed')

    await elsewhere.reload()
    expect(elsewhere.url()).toContain('/login?next=account')
    await signIn(elsewhere, email, OLD)
    expect(await alert(elsewhere)).toContain('is not right')

    await page.click('#go-on')
    await page.fill('#username', email)
    await page.fill('#password', NEW)
    await page.click('#login-submit')
    await page.click('text=Your account')
    expect(await page.textContent('main')).toContain('by a link that was mailed to you')

    await page.goto(link)
    expect(await heading(page)).toBe('This link does not work any more')
    expect(await findingsOn(page)).toEqual([])
  })

  it('somebody whom nobody knows reads the same words', async () => {
    const stranger = `nobody-${crypto.randomUUID()}@harbour.example`
    const page = await newPage()
    await page.goto(`${provider.origin}/recover`)
    await page.fill('#username', stranger)
    await page.click('#recover-submit')
    expect(await page.textContent('main')).toContain(`If ${stranger} belongs to an account here`)
  })

  it('a link that was made up leads to where a real one is asked for', async () => {
    const page = await newPage()
    await page.goto(`${provider.origin}/recover/password?link=AQAA`)
    expect(await heading(page)).toBe('This link does not work any more')
    await page.click('main a')
    expect(await heading(page)).toBe('Forgot your password?')
  })

  it('who has lost the app and its codes is let in again by the support desk', async () => {
    const { email, sub } = await newPerson()
    const page = await newPage()
    await signIn(page, email, OLD)
    await page.getByRole('link', { name: 'Two-step verification' }).click()
    await page.getByRole('link', { name: 'Set up an authenticator app' }).click()
    const key = (await page.locator('p.user-code').innerText()).replaceAll(' ', '')
    await page.fill('#code', await codeFor(key))
    await page.getByRole('button', { name: 'Turn it on' }).click()
    expect(await heading(page)).toBe('Keep these recovery codes')

    const other = await newPage()
    await signIn(other, email, OLD)
    expect(await heading(other)).toBe('One more step')
    await provider.administer('DELETE', `/users/${sub}/second-factors`)
    await signIn(other, email, OLD)
    expect(await heading(other)).toBe('Your account')
  })

  it('a link that the support desk sends sets a password, too', async () => {
    const { email, sub } = await newPerson()
    await provider.administer('POST', `/users/${sub}/send-reset`)
    const page = await newPage()
    await page.goto(await linkFor(page, email))
    await page.fill('#password', NEW)
    await page.click('#password-submit')
    await signIn(page, email, NEW)
    expect(await heading(page)).toBe('Your account')
  })
})
