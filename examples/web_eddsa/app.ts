/**
 * A web app with a key pair instead of a secret: the provider knows the public half only. The private half signs requests
 * (EdDSA), which are pushed ahead, and assertions for the token endpoint (private_key_jwt). With `offline_access` the
 * app gets new tokens while the person is away.
 */
import {
  AmphoraError,
  createClient,
  sealedCookie,
  type Tokens,
  type Transaction,
  type UserInfo,
} from 'amphora-idp/client'
import { Hono } from 'hono'
import type { JWK } from 'jose'
import { signedInPage, signedOutPage } from './pages.ts'

export interface WebEddsaOptions {
  issuer: string
  origin: string
  cookieSecret: string
  clientId: string
  /** Ed25519, with the `kid` under which its public half is registered. */
  privateKey: JWK
}

export interface Session {
  user: UserInfo
  tokens: Pick<Tokens, 'idToken' | 'refreshToken' | 'expiresAt'>
  /** How often they have been refreshed. */
  refreshes: number
}

export function webEddsa(options: WebEddsaOptions): Hono {
  const { issuer, origin, clientId, privateKey, cookieSecret: secret } = options
  const client = createClient({
    issuer,
    clientId,
    privateKey,
    redirectUri: `${origin}/keys/callback`,
    scope: 'openid profile email offline_access',
  })
  // Over plain http, as on this machine, not every browser keeps a cookie that is marked Secure.
  const secure = origin.startsWith('https:')
  const signIns = sealedCookie<Transaction>({ name: 'keys_sign_in', secret, maxAge: 600, secure })
  const sessions = sealedCookie<Session>({ name: 'keys_session', secret, maxAge: 8 * 3600, secure })
  const app = new Hono()

  /** An app that calls APIs keeps the access token too; this one asks userinfo once and forgets it. */
  async function sessionOf(tokens: Tokens, sub: string, refreshes: number): Promise<string> {
    const { accessToken, ...kept } = tokens
    return sessions.write({
      user: await client.userinfo(accessToken, sub),
      tokens: kept,
      refreshes,
    })
  }

  app.get('/keys/', async (c) => {
    const session = await sessions.read(c.req.raw)
    return c.html(session ? signedInPage(session) : signedOutPage())
  })

  app.get('/keys/login', async (c) => {
    // "When offline access is requested, a prompt parameter value of consent MUST be used" (OIDC Core §11)
    const { url, transaction } = await client.signIn({ push: true, prompt: 'consent' })
    c.header('Set-Cookie', await signIns.write(transaction))
    return c.redirect(url.href)
  })

  app.get('/keys/callback', async (c) => {
    const transaction = await signIns.read(c.req.raw)
    if (!transaction) throw new AmphoraError('state_mismatch', 'no sign-in is under way here')
    const { tokens, claims } = await client.handleCallback(c.req.url, transaction)
    c.header('Set-Cookie', await sessionOf(tokens, claims.sub, 0))
    c.header('Set-Cookie', signIns.clear(), { append: true })
    return c.redirect('/keys/')
  })

  app.post('/keys/refresh', async (c) => {
    const session = await sessions.read(c.req.raw)
    if (!session?.tokens.refreshToken) return c.redirect('/keys/', 303)
    const { user, refreshes } = session
    try {
      const { tokens } = await client.refresh(session.tokens.refreshToken, user.sub)
      c.header(
        'Set-Cookie',
        await sessionOf({ ...session.tokens, ...tokens }, user.sub, refreshes + 1),
      )
      return c.redirect('/keys/', 303)
    } catch (error) {
      // Refused for good: the tokens were withdrawn, and the person signs in again.
      if (error instanceof AmphoraError && !error.retryable) {
        c.header('Set-Cookie', sessions.clear())
      }
      throw error
    }
  })

  /** Ends the session here, whatever comes next; gives the tokens back; ends the session at the provider. */
  app.post('/keys/logout', async (c) => {
    const session = await sessions.read(c.req.raw)
    c.header('Set-Cookie', sessions.clear())
    const { refreshToken, idToken } = session?.tokens ?? {}
    if (refreshToken) await client.revoke(refreshToken)
    const url = await client.signOutUrl({
      ...(idToken && { idToken }),
      postLogoutRedirectUri: `${origin}/`,
    })
    return c.redirect(url.href, 303)
  })

  return app
}
