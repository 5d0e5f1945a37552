/** A tenant that asks for all it can, in Chromium and without scripts: invitations, two factors by mail, terms; and its refusals. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromiumPath, launchChromium, skippedWithoutChromium } from './chromium.ts'
import { startLocalProvider, type LocalProvider } from './local_provider.ts'

const PASSWORD = 'correct horse battery staple'

describe.skipIf(!chromiumPath)(
  `a tenant that asks much, in Chromium${skippedWithoutChromium}`,
  () => {
    let provider: LocalProvider
    let browser: Browser

    beforeAll(async () => {
      ;[provider, browser] = await Promise.all([startLocalProvider(), launchChromium()])
      await provider.administer('PATCH', '/tenant', {
        sign_up: 'invite',
        second_factor: 'required',
        second_factor_by_email: true,
        branding: { links: { terms_uri: 'https://museum.example/terms' } },
        terms_version: '2026-01',
      })
    })
    afterAll(() => Promise.all([browser?.close(), provider?.stop()]))

    const newPage = async () => (await browser.newContext({ javaScriptEnabled: false })).newPage()
    const newAddress = () => `grace-${crypto.randomUUID()}@harbour.example`
    const heading = (page: Page) => page.textContent('h1')
    const alert = (page: Page) => page.getByRole('alert').innerText()

    async function newPerson(): Promise<string> {
      const email = newAddress()
      await provider.administer('POST', '/users', {
        email,
        password: PASSWORD,
        email_verified: true,
      })
      return email
    }

    async function signIn(page: Page, email: string, password = PASSWORD): Promise<void> {
      await page.goto(`${provider.origin}/login?next=account`)
      await page.fill('#username', email)
      await page.fill('#password', password)
      await page.click('#login-submit')
    }

    /** The second step, by the code of a mail. */
    async function proveMailbox(page: Page, email: string): Promise<void> {
      expect(await heading(page)).toBe('One more step')
      await page.click('#second-mail')
      await page.fill('#code', '00000000')
      await page.click('#second-submit')
      expect(await alert(page)).toContain('This code is not right.')
      const mail = await provider.mailTo(page.context(), email)
      await page.fill('#code', /\b\d{4} \d{4}\b/.exec(mail)?.[0] ?? '')
      await page.click('#second-submit')
    }

    it('whom an operator has made proves both factors and accepts the terms, or is led out', async () => {
      const email = await newPerson()
      const page = await newPage()
      await signIn(page, email)
      await proveMailbox(page, email)
      expect(await heading(page)).toBe('Terms of service')
      await page.click('#terms-decline')
      expect(page.url()).toBe(`${provider.origin}/logout`)
      await page.click('#logout-confirm')

      await signIn(page, email)
      await proveMailbox(page, email)
      await page.click('#terms-accept')
      expect(await heading(page)).toBe('Your account')
      expect(await page.innerText('main')).toContain('version 2026-01')
    })

    it('a guest comes by the invitation, which makes one account; nobody else makes one', async () => {
      const email = newAddress()
      await provider.administer('POST', '/invitations', { email, name: 'Grace Hopper' })
      const page = await newPage()
      const mail = await provider.mailTo(page.context(), email)
      const link = /http\S+\/signup\/account\?link=[\w-]+/.exec(mail)?.[0] ?? ''
      await page.goto(link)
      expect(await page.inputValue('#name')).toBe('Grace Hopper')
      await page.fill('#password', PASSWORD)
      await page.click('#account-make')
      expect(await page.locator('input[name=terms]:invalid').count()).toBe(1)
      await page.check('input[name=terms]')
      await page.click('#account-make')
      await proveMailbox(page, email)
      expect(await page.innerText('main')).toContain('Grace Hopper')

      const late = await newPage()
      await late.goto(link)
      expect(await heading(late)).toBe('This link does not work any more')
      await late.goto(`${provider.origin}/signup`)
      expect(await late.locator('form').count()).toBe(0)
    })

    it('whoever guesses has to wait, even with the right password', async () => {
      const email = await newPerson()
      const page = await newPage()
      const said: string[] = []
      for (let guess = 0; guess < 12 && !said.at(-1)?.includes('Too many attempts'); guess++) {
        await signIn(page, email, 'a wrong password')
        said.push(await alert(page))
      }
      expect(said.at(0)).toContain('is not right')
      expect(said.at(-1)).toContain('Too many attempts. You can try again in')
      await signIn(page, email)
      expect(await alert(page)).toContain('Too many attempts')
    })
  },
)
