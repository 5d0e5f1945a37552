/** The two faces of the app. */
import { html } from 'hono/html'
import { claimsList, layout, type App, type Html } from '../site/layout.ts'
import type { Session } from './session.ts'

const app: App = { name: 'Olive Ledger', theme: 'olive', folder: 'web_eddsa' }

export const signedOutPage = (): Html =>
  layout({
    app,
    title: app.name,
    content: html`
      <h1>You are not signed in</h1>
      <p>
        The button leads to this app’s backend. It signs a request with its private key, pushes it
        to the provider, and sends you on with a short reference.
      </p>
      <p class="actions"><a class="button primary" href="/keys/login" id="login">Sign in</a></p>
    `,
  })

export const signedInPage = ({ user, tokens, refreshes }: Session): Html =>
  layout({
    app,
    title: 'Signed in',
    content: html`
      <h1>Hello, ${user.name ?? user.sub}</h1>
      <p>
        Your access token works until ${utc(tokens.expiresAt)}. Refreshed so far:
        <strong id="refreshes">${refreshes}</strong>.
      </p>
      <div class="actions">
        <form method="post" action="/keys/refresh">
          <button class="primary" id="refresh">Refresh the tokens</button>
        </form>
        <form method="post" action="/keys/logout">
          <button id="logout">Sign out</button>
        </form>
      </div>
      <h2>What the provider tells about you</h2>
      ${claimsList(user)}
    `,
  })

const utc = (seconds: number): string => new Date(seconds * 1000).toUTCString()
