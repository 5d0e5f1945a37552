/** A browser as far as this provider can tell: cookies, redirects and forms, without scripts. */
import { exports } from 'cloudflare:workers'
import { expect } from 'vitest'
import { ISSUER } from './reading_world.ts'

export interface Page {
  url: string
  status: number
  headers: Headers
  text: string
  /** Where the browser was sent to, away from the provider. */
  left: URL | undefined
  form: PageForm | undefined
}

export interface PageForm {
  action: string
  fields: Record<string, string>
}

export class Browser {
  readonly cookies = new Map<string, string>()
  readonly #headers: Record<string, string>

  constructor(headers: Record<string, string> = {}) {
    this.#headers = headers
  }

  /** Opens an address, and follows where it leads for as long as that is ours. */
  open(url: string | URL): Promise<Page> {
    return this.#go(new URL(url, ISSUER), { method: 'GET' })
  }

  /** Sends the form of a page with these fields filled in. */
  submit(page: Page, filledIn: Record<string, string> = {}): Promise<Page> {
    expect(page.form, inWords(page)).toBeDefined()
    const { action = '/', fields = {} } = page.form ?? {}
    return this.post(action, { ...fields, ...filledIn })
  }

  /** Posts as one of our own pages does, unless the headers say otherwise. */
  post(
    path: string,
    fields: Record<string, string>,
    headers: Record<string, string> = { Origin: ISSUER },
  ): Promise<Page> {
    const body = new URLSearchParams(fields)
    return this.#go(new URL(path, ISSUER), { method: 'POST', body, headers })
  }

  async #go(url: URL, init: RequestInit & { headers?: Record<string, string> }): Promise<Page> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers = { ...this.#headers, ...init.headers, ...(cookie && { Cookie: cookie }) }
    const response = await exports.default.fetch(url, { ...init, headers, redirect: 'manual' })
    this.#keepCookies(response)
    const location = response.headers.get('Location')
    if (location === null) return readPage(url, response)
    expect(response.status).toBe(303)
    const next = new URL(location, url)
    return next.origin === ISSUER
      ? this.#go(next, { method: 'GET' })
      : { ...(await readPage(url, response)), left: next }
  }

  #keepCookies(response: Response): void {
    for (const header of response.headers.getSetCookie()) {
      const [pair = ''] = header.split(';', 1)
      const [name = '', value = ''] = pair.split('=', 2)
      expect(header).toMatch(COOKIE)
      if (/Max-Age=0/.test(header)) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
  }
}

/** Every cookie is for us alone, but for the browser's state, which a frame of ours reads in pages of others. */
const COOKIE =
  /^__Host-(?:browser_state=[^;]*;(?: Max-Age=\d+;)? Path=\/; Secure; SameSite=None$|(?!browser_state).*; Path=\/; HttpOnly; Secure; SameSite=Lax$|[^=]+=; Max-Age=0; Path=\/; .*Secure)/

async function readPage(url: URL, response: Response): Promise<Page> {
  const text = await response.text()
  const { status, headers } = response
  return { url: url.href, status, headers, text, left: undefined, form: await readForm(text) }
}

async function readForm(text: string): Promise<PageForm | undefined> {
  const forms: PageForm[] = []
  const rewriter = new HTMLRewriter()
    .on('form', {
      element: (form) => {
        forms.push({ action: form.getAttribute('action') ?? '', fields: {} })
      },
    })
    .on('form input', {
      element: (input) => {
        const name = input.getAttribute('name')
        const value = unescape(input.getAttribute('value') ?? '')
        const form = forms.at(-1)
        const isLeftOut =
          input.getAttribute('type') === 'checkbox' && !input.hasAttribute('checked')
        if (name !== null && form && !isLeftOut) form.fields[name] = value
      },
    })
  await rewriter.transform(new Response(text)).text()
  return forms[0]
}

const unescape = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')

/** What a page says, for the message of a test that fails. */
export const inWords = ({ status, text }: Page): string =>
  `${status}: ${
    /<main>(.*)<\/main>/s
      .exec(text)?.[1]
      ?.replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ') ?? text
  }`
