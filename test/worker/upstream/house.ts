/** A tenant whose people may sign in with others, and the browsers in which they do. */
import { expect } from 'vitest'
import type { JWTPayload } from 'jose'
import { admin } from '../admin/house.ts'
import { inWords, type Browser, type Page } from '../support/browser.ts'
import { OpenIdUpstream, reach, SECRET } from './small_upstream.ts'

let made = 0

/** Registers a provider with the tenant, under an id of its own. */
export async function registerUpstream(changes: Record<string, unknown>): Promise<string> {
  const id = `up${made++}`
  const given = { id, client_id: 'us', client_secret: SECRET, ...changes }
  const { status, body } = await admin('POST', '/upstreams', given)
  expect(status, JSON.stringify(body)).toBe(201)
  registered.push(id)
  return id
}

const registered: string[] = []

/** A tenant has room for twenty: each test may begin with none. */
export async function forgetUpstreams(): Promise<void> {
  for (const id of registered.splice(0)) {
    expect((await admin('DELETE', `/upstreams/${id}`)).status).toBe(204)
  }
  // What is still under way, such as a mail, finds nobody.
  reach()
}

export interface Elsewhere {
  id: string
  idp: OpenIdUpstream
}

/** One more provider that speaks OpenID Connect, known to the tenant. */
export async function elsewhere(changes: Record<string, unknown> = {}): Promise<Elsewhere> {
  const idp = new OpenIdUpstream(`https://idp${made}.example`)
  const id = await registerUpstream({
    kind: 'oidc',
    name: 'Elsewhere',
    issuer: idp.origin,
    ...changes,
  })
  reach(idp)
  return { id, idp }
}

let people = 0
export const somebody = (claims: JWTPayload = {}): JWTPayload => ({
  sub: `s${people++}`,
  ...claims,
})

/** Leaves by the button on this page, and comes back as somebody. */
export async function signInWith(
  browser: Browser,
  { id, idp }: Elsewhere,
  claims: JWTPayload,
  query = '',
): Promise<Page> {
  const left = await leave(browser, id, query)
  return browser.open(`/login/from/${id}?${idp.authorize(left, claims)}`)
}

/** The address at the provider that a browser is sent to. */
export async function leave(browser: Browser, id: string, query = ''): Promise<URL> {
  const page = await browser.open(`/login/with/${id}${query}`)
  expect(page.left, inWords(page)).toBeDefined()
  return page.left ?? new URL('about:blank')
}

/** The links of a page to others, as they stand in it. */
export const linksToOthers = ({ text }: Page): string[] =>
  [...text.matchAll(/href="(\/login\/with\/[^"]+)"/g)].map(([, href = '']) =>
    href.replaceAll('&amp;', '&'),
  )

/** Who is signed in, as the file of their own data says. */
export async function whoIs(browser: Browser): Promise<Record<string, unknown>> {
  const page = await browser.open('/account/data')
  expect(page.status, inWords(page)).toBe(200)
  expect(page.url).toContain('/account/data')
  return JSON.parse(page.text) as Record<string, unknown>
}

/** The form of the account page that posts there, with its fields. */
export const fieldsOf = (page: Page, action: string): Record<string, string> => {
  const [, form = ''] =
    new RegExp(`<form method="post" action="${action}">(.*?)</form>`, 's').exec(page.text) ?? []
  return Object.fromEntries(
    [...form.matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]),
  )
}

/** Begins to link from the account's page. @returns the way out, as the page between leads on */
export async function beginLink(browser: Browser): Promise<URL> {
  const account = await browser.open('/account')
  const going = await browser.post('/account/identities', fieldsOf(account, '/account/identities'))
  const [, href = ''] = /id="go-on"[^>]*|href="(https:[^"]+)"/.exec(going.text) ?? []
  expect(going.headers.get('Refresh'), inWords(going)).toContain('0; url=https://')
  return new URL(href.replaceAll('&amp;', '&') || (going.headers.get('Refresh') ?? '').slice(7))
}

export async function linkAt(
  browser: Browser,
  { id, idp }: Elsewhere,
  claims: { sub?: string },
): Promise<Page> {
  const response = idp.authorize(await beginLink(browser), claims)
  return browser.open(`/login/from/${id}?${response}`)
}
