/** The front door: four ways of being an app. */
import { html } from 'hono/html'
import { layout, type Html } from './layout.ts'

const DEMOS = [
  {
    theme: 'harbour',
    name: 'Harbour Shop',
    href: '/web/',
    sentence: 'A web app with a backend: it signs its requests with its client secret (HS256).',
  },
  {
    theme: 'olive',
    name: 'Olive Ledger',
    href: '/keys/',
    sentence:
      'The same with a key pair: EdDSA, requests pushed ahead, and tokens that are refreshed.',
  },
  {
    theme: 'lantern',
    name: 'Lantern',
    href: '/spa/',
    sentence:
      'A page of JavaScript whose small backend signs, and keeps the provider’s tokens to itself.',
  },
  {
    theme: 'signet',
    name: 'Signet',
    href: '/signet/',
    sentence:
      'A page of JavaScript with no backend at all: it signs with a key of this browser that nobody can read.',
  },
]

export const indexPage = (issuer: string): Html =>
  layout({
    title: 'Amphora demo apps',
    content: html`
      <h1>Four apps, one sign-in</h1>
      <p>
        Each lets people in through the provider at <strong>${issuer}</strong>. The terminal shows
        the demo login; who has signed in to one app need not type it again for the next.
      </p>
      <ul class="demos">
        ${DEMOS.map(
          ({ theme, name, href, sentence }) => html`
            <li class="${theme}">
              <h2><a href="${href}">${name}</a></h2>
              <p>${sentence}</p>
            </li>
          `,
        )}
      </ul>
    `,
  })
