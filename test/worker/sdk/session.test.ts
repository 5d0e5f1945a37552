/** What the SDK does after the sign-in, against the real Worker: refresh, userinfo, revocation and sign-out. */
import { beforeAll, describe, expect, it } from 'vitest'
import { sealedCookie } from '../../../sdk/client.ts'
import { Browser } from '../support/browser.ts'
import { postAs, registerPerson } from '../support/relying_party.ts'
import { keyApp, leftFor, secretApp, signedIn, type App } from './house.ts'

const ADA = 'ada@sdk2.amphora.test'
const AFTER = 'https://rp.amphora.test/signed-out'
let sub: string
let app: App

beforeAll(async () => {
  sub = await registerPerson(ADA, { name: 'Ada Lovelace' })
  app = await secretApp({ consent: 'skip' })
})

it('a session of ID token, refresh token and person fits into a cookie', async () => {
  const { tokens, claims } = await signedIn(app, ADA)
  const { idToken, refreshToken } = tokens
  const user = await app.client.userinfo(tokens.accessToken, claims.sub)
  const secret = 'a cookie secret of 32 characters or more'
  const cookie = sealedCookie({ name: 'session', secret, maxAge: 3600 })
  const session = { user, idToken, refreshToken }
  const written = await cookie.write(session)
  const [pair = ''] = written.split(';', 1)
  expect(await cookie.read({ headers: new Headers({ Cookie: pair }) })).toEqual(session)
})

const isActive = async (token: string): Promise<unknown> =>
  (await postAs(app.registered, '/oauth/introspect', { token })).body['active']

describe('refresh', () => {
  it('is one request for two who ask at the same time', async () => {
    const { tokens } = await signedIn(app, ADA)
    const before = app.count('/oauth/token')
    const [first, second] = await Promise.all([
      app.client.refresh(tokens.refreshToken ?? '', sub),
      app.client.refresh(tokens.refreshToken ?? ''),
    ])
    expect(second).toEqual(first)
    expect(app.count('/oauth/token')).toBe(before + 1)
    expect(first.claims?.sub).toBe(sub)
    expect(first.tokens.refreshToken).not.toBe(tokens.refreshToken)
    expect((await app.client.userinfo(first.tokens.accessToken, sub)).sub).toBe(sub)
  })

  it('goes on from one refresh token to the next, with private_key_jwt too', async () => {
    const byKey = await keyApp()
    const { tokens } = await signedIn(byKey, ADA)
    const second = await byKey.client.refresh(tokens.refreshToken ?? '', sub)
    const third = await byKey.client.refresh(second.tokens.refreshToken ?? '', sub)
    expect(third.claims?.sub).toBe(sub)
  })

  it('refuses tokens of another person (OpenID Connect Core §12.2)', async () => {
    const { tokens } = await signedIn(app, ADA)
    await expect(app.client.refresh(tokens.refreshToken ?? '', 'eve')).rejects.toMatchObject({
      code: 'subject_mismatch',
    })
  })

  it('says invalid_grant for a token that is none', async () => {
    await expect(app.client.refresh('made-up')).rejects.toMatchObject({
      code: 'invalid_grant',
      retryable: false,
    })
  })
})

describe('userinfo', () => {
  it('is about the person who signed in, or refused (OpenID Connect Core §5.3.2)', async () => {
    const { tokens } = await signedIn(app, ADA)
    await expect(app.client.userinfo(tokens.accessToken, 'eve')).rejects.toMatchObject({
      code: 'subject_mismatch',
    })
  })

  it('says invalid_token for a token that is none (RFC 6750 §3.1)', async () => {
    await expect(app.client.userinfo('made-up', sub)).rejects.toMatchObject({
      code: 'invalid_token',
    })
  })
})

describe('revoke', () => {
  it('takes with a refresh token all that came of it (RFC 7009 §2.1)', async () => {
    const { tokens } = await signedIn(app, ADA)
    expect(await isActive(tokens.accessToken)).toBe(true)
    await app.client.revoke(tokens.refreshToken ?? '')
    expect(await isActive(tokens.accessToken)).toBe(false)
    await expect(app.client.refresh(tokens.refreshToken ?? '')).rejects.toMatchObject({
      code: 'invalid_grant',
    })
  })

  it('is content with a token that is none (RFC 7009 §2.2)', async () => {
    await expect(app.client.revoke('made-up')).resolves.toBeUndefined()
  })
})

describe('signOutUrl', () => {
  const isSignedIn = async (browser: Browser): Promise<boolean> => {
    const { url } = await app.client.signIn({ prompt: 'none' })
    return leftFor(await browser.open(url)).searchParams.has('code')
  }

  it('signs the person out at the provider, and back to the app', async () => {
    const browser = new Browser()
    const { tokens } = await signedIn(app, ADA, browser)
    expect(await isSignedIn(browser)).toBe(true)
    const url = await app.client.signOutUrl({
      ...(tokens.idToken !== undefined && { idToken: tokens.idToken }),
      postLogoutRedirectUri: AFTER,
      state: 'bye',
    })
    expect(leftFor(await browser.open(url)).href).toBe(`${AFTER}?state=bye`)
    expect(await isSignedIn(browser)).toBe(false)
  })

  it('without an ID token, lets the person decide', async () => {
    const browser = new Browser()
    await signedIn(app, ADA, browser)
    const page = await browser.open(await app.client.signOutUrl({ postLogoutRedirectUri: AFTER }))
    expect(page).toMatchObject({ status: 200, left: undefined })
    expect(await isSignedIn(browser)).toBe(true)
  })
})
