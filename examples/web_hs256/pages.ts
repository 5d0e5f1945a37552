/** The two faces of the app. */
import { html } from 'hono/html'
import { claimsList, layout, type App, type Html } from '../site/layout.ts'
import type { Session } from './session.ts'

const app: App = { name: 'Harbour Shop', theme: 'harbour', folder: 'web_hs256' }

export const signedOutPage = (): Html =>
  layout({
    app,
    title: app.name,
    content: html`
      <h1>You are not signed in</h1>
      <p>
        The button leads to this app’s backend, which signs a request with its client secret and
        sends you on to the provider.
      </p>
      <p class="actions"><a class="button primary" href="/web/login" id="login">Sign in</a></p>
    `,
  })

export const signedInPage = ({ claims, user }: Session): Html =>
  layout({
    app,
    title: 'Signed in',
    content: html`
      <h1>Hello, ${user.name ?? user.sub}</h1>
      <p>You are signed in. Signing out here also signs you out at the provider.</p>
      <form class="actions" method="post" action="/web/logout">
        <button id="logout">Sign out</button>
      </form>
      <h2>What the provider tells about you</h2>
      ${claimsList(user)}
      <h2>What the ID token says</h2>
      ${claimsList(claims)}
    `,
  })
