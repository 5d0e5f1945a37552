/** People with passkeys: signed in by password first, then by what their authenticator signs. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, registerPerson } from '../support/relying_party.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import type { Authenticator, CreationOptions, Lies, RequestOptions } from './authenticator.ts'

let networks = 0
/** Each comes from a network of its own, for refusals are counted by network. */
export const newBrowser = (): Browser =>
  new Browser({
    'CF-Connecting-IP': `198.51.100.${++networks % 250}`,
    'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0',
  })

export interface Owner {
  sub: string
  email: string
  browser: Browser
}

/** A person who has just signed in by password, at their account. */
export async function newOwner(): Promise<Owner> {
  const email = `${randomToken(9).toLowerCase()}@passkeys.amphora.test`
  const sub = await registerPerson(email)
  const browser = newBrowser()
  await signInByPassword(browser, email)
  return { sub, email, browser }
}

export async function signInByPassword(browser: Browser, email: string): Promise<Page> {
  const page = await browser.open('/login?next=account')
  return browser.submit(page, { username: email, password: PASSWORD })
}

/** What the script is answered. */
export async function askFor<Options>(
  browser: Browser,
  path: string,
  fields: Record<string, string> = {},
  headers: Record<string, string> = { Origin: ISSUER },
): Promise<Options> {
  const page = await browser.post(path, fields, headers)
  return JSON.parse(page.text) as Options
}

export const creationOptions = ({ browser, sub }: Owner): Promise<CreationOptions> =>
  askFor(browser, '/account/passkeys/challenge', { account: sub })

export async function addPasskey(
  owner: Owner,
  authenticator: Authenticator,
  lies: Lies = {},
): Promise<Page> {
  const credential = await authenticator.create(await creationOptions(owner), lies)
  return owner.browser.post('/account/passkeys', { account: owner.sub, credential })
}

/** A person with one passkey, which they have just used: whoever has one changes factors by it alone. */
export async function ownerOf(authenticator: Authenticator): Promise<Owner> {
  const owner = await newOwner()
  const page = await addPasskey(owner, authenticator)
  expect(page.url, inWords(page)).toContain('done=added')
  expect(isSignedIn(await usePasskey(owner.browser, authenticator))).toBe(true)
  return owner
}

export const requestOptions = (browser: Browser): Promise<RequestOptions> =>
  askFor(browser, '/login/passkey/challenge')

/** Signs in for the account's page. */
export async function usePasskey(
  browser: Browser,
  authenticator: Authenticator,
  lies: Lies = {},
): Promise<Page> {
  const credential = await authenticator.get(await requestOptions(browser), lies)
  return browser.post('/login/passkey', { next: 'account', credential })
}

export const isSignedIn = ({ url, status }: Page): boolean =>
  status === 200 && new URL(url).pathname === '/account'

/** A refusal that leaves nobody signed in. */
export async function expectRefused(browser: Browser, page: Page, status = 400): Promise<void> {
  expect(page.status, inWords(page)).toBe(status)
  expect(page.text).toContain('not accepted')
  expect(browser.cookies.has('__Host-session')).toBe(false)
  const account = await browser.open('/account')
  expect(new URL(account.url).pathname).toBe('/login')
}

/** One answer of the provider, without what it leads to. */
export const postRaw = (
  browser: Browser,
  path: string,
  fields: Record<string, string>,
): Promise<Response> =>
  exports.default.fetch(`${ISSUER}${path}`, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      Origin: ISSUER,
      Cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    },
    body: new URLSearchParams(fields),
  })
