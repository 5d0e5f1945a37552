/** Pairwise subjects (OpenID Connect Core §8): wherever a `sub` leaves us or comes back, it is the client's own. */
import { exports } from 'cloudflare:workers'
import { decodeJwt } from 'jose'
import { beforeAll, describe, expect, it } from 'vitest'
import { Browser, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  postAs,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  VERIFIER,
  type TestClient,
} from '../support/relying_party.ts'

const ADA = 'ada@pairwise.amphora.test'
const CAROL = 'carol@pairwise.amphora.test'
const PAIRWISE = { subject_type: 'pairwise', consent: 'skip' }
let ada: string
let client: TestClient

beforeAll(async () => {
  ada = await registerPerson(ADA)
  await registerPerson(CAROL)
  client = await registerClient(PAIRWISE)
})

async function signedIn(by: TestClient, email = ADA, claims: Record<string, unknown> = {}) {
  const browser = new Browser()
  const page = await signIn(browser, await browser.open(await by.requestUrl(claims)), email)
  const { body } = await redeem(by, codeOf(page))
  const idToken = String(body['id_token'])
  return { browser, tokens: body, idToken, sub: String(decodeJwt(idToken).sub) }
}

const withBearer = async (token: unknown): Promise<Record<string, unknown>> => {
  const headers = { Authorization: `Bearer ${String(token)}` }
  return (await exports.default.fetch(`${ISSUER}/oauth/userinfo`, { headers })).json()
}

describe('a pairwise sub', () => {
  it('is not the person’s own, and tells nothing of it', async () => {
    const { sub } = await signedIn(client)
    expect(sub).toMatch(/^[\w-]{43}$/)
    expect(sub).not.toContain(ada)
  })

  it('is the same in ID token, access token, userinfo and introspection', async () => {
    const { tokens, sub } = await signedIn(client)
    expect(decodeJwt(String(tokens['access_token'])).sub).toBe(sub)
    expect((await withBearer(tokens['access_token']))['sub']).toBe(sub)
    const token = String(tokens['access_token'])
    const { body } = await postAs(client, '/oauth/introspect', { token })
    expect(body).toMatchObject({ active: true, sub })
    expect(JSON.stringify(body)).not.toContain(ada)
  })

  it('stays the same at a refresh and at the next sign-in', async () => {
    const first = await signedIn(client, ADA, { scope: 'openid offline_access' })
    const refreshed = await postAs(client, '/oauth/token', {
      grant_type: 'refresh_token',
      refresh_token: String(first.tokens['refresh_token']),
    })
    expect(decodeJwt(String(refreshed.body['id_token'])).sub).toBe(first.sub)
    expect((await signedIn(client)).sub).toBe(first.sub)
  })

  it('is shared by the clients of a sector, and by nobody else', async () => {
    const { sub } = await signedIn(client)
    expect((await signedIn(await registerClient(PAIRWISE))).sub).toBe(sub)
    expect((await signedIn(await registerClient({ consent: 'skip' }))).sub).toBe(ada)
    expect((await signedIn(client, CAROL)).sub).not.toBe(sub)
  })

  it('differs from sector to sector', async () => {
    const elsewhere = 'https://elsewhere.amphora.test/cb'
    const other = await registerClient({ ...PAIRWISE, redirect_uris: [elsewhere] })
    const browser = new Browser()
    const url = await other.requestUrl({ redirect_uri: elsewhere })
    const code = codeOf(await signIn(browser, await browser.open(url), ADA))
    const { body } = await postAs(other, '/oauth/token', {
      grant_type: 'authorization_code',
      code,
      redirect_uri: elsewhere,
      code_verifier: VERIFIER,
    })
    const { sub } = await signedIn(client)
    expect(decodeJwt(String(body['id_token'])).sub).not.toBe(sub)
  })
})

describe('a pairwise sub that comes back', () => {
  const errorOf = (page: Page) => page.left?.searchParams.get('error')

  it('is found by its hint, without a page', async () => {
    const { browser, idToken, sub } = await signedIn(client)
    const url = await client.requestUrl({ prompt: 'none', id_token_hint: idToken })
    const { body } = await redeem(client, codeOf(await browser.open(url)))
    expect(decodeJwt(String(body['id_token'])).sub).toBe(sub)
  })

  it.each(['id_token', 'userinfo'])('is obeyed as a value in claims.%s', async (place) => {
    const { browser, sub } = await signedIn(client)
    const asking = (value: string) =>
      client.requestUrl({ prompt: 'none', claims: { [place]: { sub: { value } } } })
    codeOf(await browser.open(await asking(sub)))
    // Our own name of the person is not the client's: it would learn whether it is right.
    expect(errorOf(await browser.open(await asking(ada)))).toBe('login_required')
  })

  it('of another person never switches silently', async () => {
    const { idToken } = await signedIn(client, CAROL)
    const { browser } = await signedIn(client)
    const url = await client.requestUrl({ prompt: 'none', id_token_hint: idToken })
    expect(errorOf(await browser.open(url))).toBe('login_required')
    const page = await browser.open(await client.requestUrl({ id_token_hint: idToken }))
    expect(page.form?.action).toBe('/login')
    expect(errorOf(await signIn(browser, page, ADA))).toBe('login_required')
    const again = await browser.open(await client.requestUrl({ id_token_hint: idToken }))
    codeOf(await signIn(browser, again, CAROL))
  })

  it('signs out without a question (RP-Initiated Logout §2)', async () => {
    const { browser, idToken } = await signedIn(client)
    const after = 'https://rp.amphora.test/signed-out'
    const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: after })
    expect((await browser.open(`/oauth/logout?${query}`)).left?.href).toBe(after)
    const url = await client.requestUrl({ prompt: 'none' })
    expect(errorOf(await browser.open(url))).toBe('login_required')
  })
})
