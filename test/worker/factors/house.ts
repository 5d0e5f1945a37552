/** People with authenticator apps: a phone that a test stands in for. */
import { expect } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { codeFor } from '../../support/authenticator_app.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { PASSWORD, registerPerson } from '../support/relying_party.ts'

let networks = 0
/** Each test comes from a network of its own, for failures are counted by network. */
export const newBrowser = (): Browser =>
  new Browser({ 'CF-Connecting-IP': `198.51.100.${++networks % 250}` })

export { codeFor }

/** The key of a page on which an app is set up. */
export function keyOn(page: Page): string {
  const [, text = ''] = /totp-key">([A-Z2-7 ]+)</.exec(page.text) ?? []
  expect(text, inWords(page)).not.toBe('')
  return text.replaceAll(' ', '')
}

/** The recovery codes of a page that shows them. */
export function codesOn(page: Page): string[] {
  const codes = [...page.text.matchAll(/<li><code>([A-Z2-7-]+)<\/code>/g)].map(([, code]) =>
    String(code),
  )
  expect(codes, inWords(page)).toHaveLength(10)
  return codes
}

export interface Enrolled {
  email: string
  sub: string
  /** Signed in, and shown its recovery codes. */
  browser: Browser
  key: string
  recoveryCodes: string[]
}

/** A person without a second factor, who is signed in. */
export async function atHome(): Promise<{ email: string; sub: string; browser: Browser }> {
  const email = `${randomToken(9).toLowerCase()}@factors.amphora.test`
  const sub = await registerPerson(email)
  const browser = newBrowser()
  await signInAt(browser, email)
  return { email, sub, browser }
}

/** By the form of `/login`. @param next where to go then: a word of the sign-in's own */
export async function signInAt(browser: Browser, email: string, next = 'account'): Promise<Page> {
  const page = await browser.open(`/login?next=${next}`)
  return browser.submit(page, { username: email, password: PASSWORD })
}

/** A person who has set up an authenticator app on their account's page, with the code of the step before. */
export async function enrolled(): Promise<Enrolled> {
  const { email, sub, browser } = await atHome()
  const page = await browser.open('/account/security/totp')
  const key = keyOn(page)
  const shown = await browser.submit(page, { code: await codeFor(key, -1) })
  return { email, sub, browser, key, recoveryCodes: codesOn(shown) }
}

export const isSecondStep = (page: Page): boolean => page.url.includes('/login/second')
