/** Browsers of people who look after their own account. */
import { expect } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { PASSWORD, registerPerson } from '../support/relying_party.ts'

export interface Owner {
  email: string
  sub: string
  browser: Browser
}

/** A person who is signed in on their own page. */
export async function ownerAtHome(claims: Record<string, unknown> = {}): Promise<Owner> {
  const email = `${randomToken(9).toLowerCase()}@account.amphora.test`
  const sub = await registerPerson(email, claims)
  return { email, sub, browser: await browserOf(email) }
}

/** One more browser of theirs. */
export async function browserOf(
  email: string,
  password = PASSWORD,
  browser = new Browser({ 'User-Agent': FIREFOX }),
): Promise<Browser> {
  const page = await signInAtAccount(browser, email, password)
  expect(page.url, inWords(page)).toMatch(/\/account$/)
  return browser
}

export const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0'

export const signInAtAccount = async (
  browser: Browser,
  email: string,
  password = PASSWORD,
): Promise<Page> =>
  browser.submit(await browser.open('/login?next=account'), { username: email, password })

/** The ids of the sessions that can be ended from here. */
export const otherSessions = ({ text }: Page): string[] =>
  [...text.matchAll(/name="session" value="([^"]+)"/g)].map(([, id = '']) => id)

/** Whether this browser still is signed in as anybody. */
export const isSignedIn = async (browser: Browser): Promise<boolean> =>
  !(await browser.open('/account')).url.includes('/login')

/** The same browser once more, with the cookies that it has now. */
export function copyOf(browser: Browser): Browser {
  const copy = new Browser()
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value)
  return copy
}
