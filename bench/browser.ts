/** As much of a browser as a sign-in takes: cookies kept, redirects followed, one form filled in and posted. */
import { exchange, FORM, type Received } from './http.ts'

export interface Page extends Received {
  url: string
}

const LONGEST_WAY = 10

export class Browser {
  readonly #cookies = new Map<string, string>()

  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  /** Goes to the address and on, until a page is shown or the way leads to another origin. */
  async open(url: string): Promise<Page> {
    return this.#follow(url, await this.#send(url))
  }

  /** Fills in the only form of the page and posts it. */
  async submit(page: Page, values: Record<string, string>): Promise<Page> {
    const action = /<form[^>]*action="([^"]*)"/.exec(page.body)?.[1] ?? ''
    const fields = new Map<string, string>()
    for (const [input] of page.body.matchAll(/<input[^>]*type="hidden"[^>]*>/g)) {
      fields.set(attribute(input, 'name'), attribute(input, 'value'))
    }
    for (const [name, value] of Object.entries(values)) fields.set(name, value)
    const url = new URL(unescaped(action), page.url).href
    const body = new URLSearchParams([...fields]).toString()
    return this.#follow(url, await this.#send(url, body))
  }

  /** Posts these fields, as a page of the same origin does. */
  async post(url: string, fields: Record<string, string>): Promise<Page> {
    return this.#follow(url, await this.#send(url, new URLSearchParams(fields).toString()))
  }

  async #follow(start: string, first: Received): Promise<Page> {
    let page = { ...first, url: start }
    for (let steps = 0; page.location && steps < LONGEST_WAY; steps++) {
      const next = new URL(page.location, page.url)
      if (next.origin !== new URL(start).origin) return { ...page, url: next.href }
      page = { ...(await this.#send(next.href)), url: next.href }
    }
    return page
  }

  async #send(url: string, form?: string): Promise<Received> {
    const headers = { Cookie: this.cookies, Origin: new URL(url).origin }
    const received = await exchange(
      url,
      form === undefined
        ? { headers }
        : { method: 'POST', headers: { ...headers, ...FORM }, body: form },
    )
    for (const cookie of received.cookies) this.#keep(cookie)
    return received
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const at = pair.indexOf('=')
    const isOver = attributes.some((each) => /^\s*max-age=0\s*$/i.test(each))
    if (isOver) this.#cookies.delete(pair.slice(0, at))
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
}

const attribute = (tag: string, name: string): string =>
  unescaped(new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

const unescaped = (html: string): string =>
  html.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&')
