/** The frame of every page, and what the pages of the two web apps share. */
import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

export interface Page {
  title: string
  /** Whose page it is; the demo as a whole by default. */
  app?: App
  content: Html
}

export interface App {
  /** Under which it is registered at the provider. */
  name: string
  /** Its colour: see style.css. */
  theme: 'harbour' | 'olive' | 'lantern'
  /** Where its code is. */
  folder: string
}

export const layout = ({ title, app, content }: Page): Html => html`
  <!doctype html>
  <html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${app && app.name !== title ? `${title} · ${app.name}` : title}</title>
      <link rel="icon" href="/icon.svg" />
      <link rel="stylesheet" href="/style.css" />
    </head>
    <body class="${app?.theme ?? 'demo'}">
      <header>
        <span class="name">${app?.name ?? 'Amphora demo apps'}</span>
        ${app && html`<nav><a href="/">All demo apps</a></nav>`}
      </header>
      <main>${content}</main>
      ${
        app &&
        html`<footer>The code of this app is in <code>examples/${app.folder}/</code></footer>`
      }
    </body>
  </html>
`

/** Claims as they came: text as text, all else as JSON. */
export const claimsList = (claims: object): Html => html`
  <dl>
    ${Object.entries(claims).map(
      ([name, value]: [string, unknown]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${typeof value === 'string' ? value : JSON.stringify(value)}</dd>
        </div>`,
    )}
  </dl>
`
