/**
 * A web app with a key pair instead of a secret: the provider knows the public half only. The private half signs requests
 * (EdDSA), which are pushed ahead, and assertions for the token endpoint (private_key_jwt). With `offline_access` the
 * app gets new tokens while the person is away.
 */
import { AmphoraError, createClient, type AmphoraClient } from 'amphora-idp/client'
import { Hono, type Context } from 'hono'
import type { JWK } from 'jose'
import { signedInPage, signedOutPage } from './pages.ts'
import { createCookies, type Cookies } from './session.ts'

export interface WebEddsaOptions {
  issuer: string
  origin: string
  cookieSecret: string
  clientId: string
  /** Ed25519, with the `kid` under which its public half is registered. */
  privateKey: JWK
}

interface Parts extends Cookies {
  client: AmphoraClient
  origin: string
}

export function webEddsa({ issuer, origin, cookieSecret, ...credentials }: WebEddsaOptions): Hono {
  const client = createClient({
    issuer,
    ...credentials,
    redirectUri: `${origin}/keys/callback`,
    scope: 'openid profile email offline_access',
  })
  const parts = { client, origin, ...createCookies(origin, cookieSecret) }
  return new Hono()
    .get('/keys/', home(parts))
    .get('/keys/login', signIn(parts))
    .get('/keys/callback', callback(parts))
    .post('/keys/refresh', refresh(parts))
    .post('/keys/logout', signOut(parts))
}

const home =
  ({ sessions }: Parts) =>
  async (c: Context) => {
    const session = await sessions.read(c.req.raw)
    return c.html(session ? signedInPage(session) : signedOutPage())
  }

const signIn =
  ({ client, signIns }: Parts) =>
  async (c: Context) => {
    // "When offline access is requested, a prompt parameter value of consent MUST be used" (OIDC Core §11)
    const { url, transaction } = await client.signIn({ push: true, prompt: 'consent' })
    c.header('Set-Cookie', await signIns.write(transaction))
    return c.redirect(url.href)
  }

const callback =
  ({ client, signIns, sessions }: Parts) =>
  async (c: Context) => {
    const transaction = await signIns.read(c.req.raw)
    if (!transaction) {
      throw new AmphoraError('state_mismatch', 'no sign-in is under way in this browser')
    }
    const { tokens, claims } = await client.handleCallback(c.req.url, transaction)
    const { accessToken, ...kept } = tokens
    const user = await client.userinfo(accessToken, claims.sub)
    c.header('Set-Cookie', signIns.clear())
    const session = await sessions.write({ user, tokens: kept, refreshes: 0 })
    c.header('Set-Cookie', session, { append: true })
    return c.redirect('/keys/')
  }

const refresh =
  ({ client, sessions }: Parts) =>
  async (c: Context) => {
    const session = await sessions.read(c.req.raw)
    if (!session?.tokens.refreshToken) return c.redirect('/keys/', 303)
    try {
      const { tokens } = await client.refresh(session.tokens.refreshToken, session.user.sub)
      const { accessToken, ...fresh } = tokens
      const kept = { ...session.tokens, ...fresh }
      // The new refresh token is kept first of all: the old one works no more.
      c.header('Set-Cookie', await sessions.write({ ...session, tokens: kept }))
      const user = await client.userinfo(accessToken, session.user.sub)
      const refreshes = session.refreshes + 1
      c.header('Set-Cookie', await sessions.write({ user, tokens: kept, refreshes }))
      return c.redirect('/keys/', 303)
    } catch (error) {
      // Refused for good: the tokens were withdrawn, and the person signs in again.
      if (error instanceof AmphoraError && !error.retryable) {
        c.header('Set-Cookie', sessions.clear())
      }
      throw error
    }
  }

/** Ends the session here, whatever comes next; gives the tokens back; ends the session at the provider. */
const signOut =
  ({ client, origin, sessions }: Parts) =>
  async (c: Context) => {
    const session = await sessions.read(c.req.raw)
    c.header('Set-Cookie', sessions.clear())
    const { refreshToken, idToken } = session?.tokens ?? {}
    if (refreshToken) await client.revoke(refreshToken)
    const url = await client.signOutUrl({
      ...(idToken && { idToken }),
      postLogoutRedirectUri: `${origin}/`,
    })
    return c.redirect(url.href, 303)
  }
