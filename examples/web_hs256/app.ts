/**
 * A web app with a backend. It has one secret: with it, it signs its requests (HS256) and authenticates at the token
 * endpoint (client_secret_basic). Who has signed in is remembered in a sealed cookie.
 */
import { AmphoraError, createClient } from 'amphora-idp/client'
import { Hono } from 'hono'
import { signedInPage, signedOutPage } from './pages.ts'
import { createCookies } from './session.ts'

export interface WebHs256Options {
  issuer: string
  origin: string
  cookieSecret: string
  clientId: string
  clientSecret: string
}

/** The second pair is where many guides put it. Every callback is registered as a redirect URI. */
const DOORS = [
  { login: '/web/login', callback: '/web/callback' },
  { login: '/authorization-code/login', callback: '/authorization-code/callback' },
]

export function webHs256({ issuer, origin, cookieSecret, ...credentials }: WebHs256Options): Hono {
  const client = createClient({
    issuer,
    ...credentials,
    redirectUri: `${origin}/web/callback`,
    scope: 'openid profile email',
  })
  const { signIns, sessions } = createCookies(origin, cookieSecret)
  const app = new Hono()

  app.get('/web/', async (c) => {
    const session = await sessions.read(c.req.raw)
    return c.html(session ? signedInPage(session) : signedOutPage())
  })

  for (const { login, callback } of DOORS) {
    app.get(login, async (c) => {
      const { url, transaction } = await client.signIn({ redirectUri: origin + callback })
      c.header('Set-Cookie', await signIns.write(transaction))
      return c.redirect(url.href)
    })

    app.get(callback, async (c) => {
      const transaction = await signIns.read(c.req.raw)
      if (!transaction) {
        throw new AmphoraError('state_mismatch', 'no sign-in is under way in this browser')
      }
      const { tokens, claims } = await client.handleCallback(c.req.url, transaction)
      const user = await client.userinfo(tokens.accessToken, claims.sub)
      c.header('Set-Cookie', signIns.clear())
      const session = await sessions.write({ claims, user, idToken: tokens.idToken })
      c.header('Set-Cookie', session, { append: true })
      return c.redirect('/web/')
    })
  }

  /** Ends the session here, and then the one at the provider (OpenID Connect RP-Initiated Logout). */
  app.post('/web/logout', async (c) => {
    const session = await sessions.read(c.req.raw)
    c.header('Set-Cookie', sessions.clear())
    const url = await client.signOutUrl({
      ...(session?.idToken && { idToken: session.idToken }),
      postLogoutRedirectUri: `${origin}/`,
    })
    return c.redirect(url.href, 303)
  })

  return app
}
