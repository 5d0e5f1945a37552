/**
 * The backend of a single-page app. It does what a page cannot do safely: it signs requests, exchanges codes and holds
 * the provider's tokens. The page gets the app's own token, and no other.
 */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AmphoraError, createClient, sealedCookie, type Transaction } from 'amphora-idp/client'
import { Hono } from 'hono'
import { createAppTokens } from './app_token.ts'

export interface SpaOptions {
  issuer: string
  origin: string
  cookieSecret: string
  clientId: string
  clientSecret: string
}

export async function spa(options: SpaOptions): Promise<Hono> {
  const [page, script] = [await file('index.html'), await file('page.js')]
  return new Hono()
    .get('/spa/', (c) => c.html(page))
    .get('/spa/page.js', (c) => c.body(script, 200, { 'Content-Type': 'text/javascript' }))
    .route('/api', api(options))
}

const file = (name: string): Promise<string> => readFile(join(import.meta.dirname, name), 'utf8')

function api({ issuer, origin, clientId, clientSecret, cookieSecret }: SpaOptions): Hono {
  const client = createClient({
    issuer,
    clientId,
    clientSecret,
    // The page itself: it hands on to /api/callback what the provider answers.
    redirectUri: `${origin}/spa/`,
    scope: 'openid profile email phone address',
  })
  const signIns = sealedCookie<Transaction>({
    name: 'spa_sign_in',
    secret: cookieSecret,
    maxAge: 600,
    // Over plain http, as on this machine, not every browser keeps a cookie that is marked Secure.
    secure: origin.startsWith('https:'),
  })
  const appTokens = createAppTokens(origin)
  const app = new Hono()

  app.get('/login', async (c) => {
    const { url, transaction } = await client.signIn()
    c.header('Set-Cookie', await signIns.write(transaction))
    return c.json({ login_url: url.href })
  })

  app.get('/callback', async (c) => {
    const transaction = await signIns.read(c.req.raw)
    if (!transaction) {
      throw new AmphoraError('state_mismatch', 'no sign-in is under way in this browser')
    }
    const { tokens, claims } = await client.handleCallback(c.req.url, transaction)
    const user = await client.userinfo(tokens.accessToken, claims.sub)
    c.header('Set-Cookie', signIns.clear())
    return c.json({ token: await appTokens.issue(user), user })
  })

  /** Any of the app's own resources: it knows the app's own token, and asks no provider. */
  app.get('/me', async (c) => {
    const person = await appTokens.verify(c.req.header('Authorization'))
    if (person) return c.json(person)
    return c.json({ error: 'invalid_token' }, 401, { 'WWW-Authenticate': 'Bearer' })
  })

  /** Nobody kept the ID token, so the provider asks the person before it signs them out. */
  app.get('/logout', async (c) => {
    const url = await client.signOutUrl({ postLogoutRedirectUri: `${origin}/` })
    return c.json({ logout_url: url.href })
  })

  app.onError((error, c) => {
    if (error instanceof AmphoraError) {
      const { code, description, retryable } = error
      return c.json({ error: code, error_description: description }, retryable ? 503 : 400)
    }
    console.error(error)
    return c.json({ error: 'server_error', error_description: 'Our log knows more.' }, 500)
  })

  return app
}
