/** The SDK's way in, against the real Worker: from a click to verified claims. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { AmphoraError } from '../../../sdk/client.ts'
import { Browser } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, registerPerson } from '../support/relying_party.ts'
import { comeBack, keyApp, leftFor, secretApp, signedIn, type App } from './house.ts'

const ADA = 'ada@sdk.amphora.test'
let sub: string
let bySecret: App
let byKey: App

beforeAll(async () => {
  sub = await registerPerson(ADA, { name: 'Ada Lovelace', email_verified: true })
  bySecret = await secretApp()
  byKey = await keyApp()
})

afterEach(() => {
  vi.useRealTimers()
})

describe('a person signs in to an app on the SDK', () => {
  it.each([
    { name: 'HS256, by value', app: () => bySecret, push: false, sent: 'request' },
    { name: 'HS256, pushed', app: () => bySecret, push: true, sent: 'request_uri' },
    { name: 'EdDSA, by value', app: () => byKey, push: false, sent: 'request' },
    {
      name: 'EdDSA, pushed with private_key_jwt',
      app: () => byKey,
      push: true,
      sent: 'request_uri',
    },
  ])('$name', async ({ app, push, sent }) => {
    const { client } = app()
    const { url, back, transaction } = await comeBack(app(), ADA, { push })
    expect([...url.searchParams.keys()]).toEqual(['client_id', sent])
    const { tokens, claims } = await client.handleCallback(back, transaction)
    expect(claims).toMatchObject({ iss: ISSUER, sub, nonce: transaction.nonce })
    expect(tokens.refreshToken).toBeDefined()
    expect(tokens.expiresAt).toBeGreaterThan(Date.now() / 1000)
    expect(await client.userinfo(tokens.accessToken, sub)).toMatchObject({
      sub,
      name: 'Ada Lovelace',
      email: ADA,
      email_verified: true,
    })
  })

  it('by client_secret_post, where the app is registered so', async () => {
    const app = await secretApp(
      { token_endpoint_auth_method: 'client_secret_post' },
      {
        authenticationMethod: 'client_secret_post',
      },
    )
    expect((await signedIn(app, ADA)).claims.sub).toBe(sub)
  })

  it('again, where the app demands a sign-in that is not as old (OpenID Connect Core §3.1.2.1)', async () => {
    const browser = new Browser()
    const first = await signedIn(bySecret, ADA, browser)
    vi.setSystemTime(Date.now() + 60_000)
    const { back, transaction } = await comeBack(bySecret, ADA, { maxAge: 30 }, browser)
    const { claims } = await bySecret.client.handleCallback(back, transaction)
    expect(claims.auth_time).toBeGreaterThanOrEqual((first.claims.auth_time ?? 0) + 60)
  })

  it('and is signed in at once the next time, without a page', async () => {
    const browser = new Browser()
    await signedIn(bySecret, ADA, browser)
    const { url, transaction } = await bySecret.client.signIn({ prompt: 'none' })
    const back = leftFor(await browser.open(url))
    expect((await bySecret.client.handleCallback(back, transaction)).claims.sub).toBe(sub)
  })
})

describe('a callback that comes twice', () => {
  it('is one exchange, at the same time and after', async () => {
    const app = await secretApp()
    const { back, transaction } = await comeBack(app, ADA)
    const twice = [1, 2].map(() => app.client.handleCallback(back, transaction))
    const [first, second] = await Promise.all(twice)
    expect(second).toEqual(first)
    expect(await app.client.handleCallback(back, transaction)).toEqual(first)
    expect(app.count('/oauth/token')).toBe(1)
  })

  it('is no second sign-in for another instance of the app', async () => {
    const { back, transaction } = await comeBack(bySecret, ADA)
    await bySecret.client.handleCallback(back, transaction)
    await expect(
      bySecret.anotherInstance().client.handleCallback(back, transaction),
    ).rejects.toMatchObject({ code: 'invalid_grant', retryable: false })
  })
})

describe('a callback is refused', () => {
  it.each<{ name: string; change: (url: URL) => void; code: string }>([
    {
      name: 'with the state of another sign-in (RFC 6749 §10.12)',
      change: ({ searchParams }) => searchParams.set('state', 'another'),
      code: 'state_mismatch',
    },
    {
      name: 'from another issuer (RFC 9207 §2.4)',
      change: ({ searchParams }) => searchParams.set('iss', 'https://evil.example'),
      code: 'issuer_mismatch',
    },
    {
      name: 'with a code that nobody issued',
      change: ({ searchParams }) => searchParams.set('code', 'made-up'),
      code: 'invalid_grant',
    },
  ])('$name', async ({ change, code }) => {
    const { back, transaction } = await comeBack(bySecret, ADA)
    change(back)
    const refused = bySecret.client.handleCallback(back, transaction)
    await expect(refused).rejects.toMatchObject({ code, retryable: false })
  })

  it('with an ID token for another nonce (OpenID Connect Core §3.1.3.7)', async () => {
    const { back, transaction } = await comeBack(bySecret, ADA)
    const otherwise = { ...transaction, nonce: 'another' }
    await expect(bySecret.client.handleCallback(back, otherwise)).rejects.toMatchObject({
      code: 'id_token_invalid',
    })
  })

  it('without the verifier of its challenge (RFC 7636 §4.6)', async () => {
    const { back, transaction } = await comeBack(bySecret, ADA)
    const otherwise = { ...transaction, codeVerifier: 'x'.repeat(43) }
    await expect(bySecret.client.handleCallback(back, otherwise)).rejects.toMatchObject({
      code: 'invalid_grant',
    })
  })
})

describe('what went wrong has a name', () => {
  it('access_denied: the person said no', async () => {
    const app = await secretApp()
    const browser = new Browser()
    const { url, transaction } = await app.client.signIn()
    const login = await browser.open(url)
    const consent = await browser.submit(login, { username: ADA, password: PASSWORD })
    const back = leftFor(await browser.submit(consent, { decision: 'deny' }))
    const error = await app.client.handleCallback(back, transaction).catch(caught)
    expect(error).toBeInstanceOf(AmphoraError)
    expect(error).toMatchObject({ code: 'access_denied', retryable: false })
    expect(app.count('/oauth/token')).toBe(0)
  })

  it('login_required: nobody is signed in, and no page was to be shown', async () => {
    const { url, transaction } = await bySecret.client.signIn({ prompt: 'none' })
    const back = leftFor(await new Browser().open(url))
    const refused = bySecret.client.handleCallback(back, transaction)
    await expect(refused).rejects.toMatchObject({ code: 'login_required' })
  })

  it('invalid_client: the secret is another one', async () => {
    const { client } = bySecret.anotherInstance({ clientSecret: `secret_${'x'.repeat(43)}` })
    const { back, transaction } = await comeBack(bySecret, ADA)
    await expect(client.handleCallback(back, transaction)).rejects.toMatchObject({
      code: 'invalid_client',
    })
    await expect(client.signIn({ push: true })).rejects.toMatchObject({ code: 'invalid_client' })
  })

  it('invalid_request, or what else the provider says of a pushed request', async () => {
    const pushed = bySecret.client.signIn({ push: true, redirectUri: 'https://evil.example/cb' })
    const error = await pushed.catch(caught)
    expect(error).toMatchObject({ code: 'invalid_request' })
  })
})

const caught = (error: unknown): unknown => error
