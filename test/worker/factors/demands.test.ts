/** Who demands a second factor: the tenant, the client or the request; and what becomes of it. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { mailService } from '../recovery/house.ts'
import { inWords, type Browser, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  PASSWORD,
  redeem,
  registerClient,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn, tokensOf } from '../support/signed_in.ts'
import {
  atHome,
  codeFor,
  codesOn,
  enrolled,
  isSecondStep,
  keyOn,
  newBrowser,
  signInAt,
} from './house.ts'

const ESSENTIAL = { claims: { id_token: { acr: { essential: true, value: '2' } } } }
const WISH = { acr_values: '2' }
let easy: TestClient
let strict: TestClient

beforeAll(async () => {
  easy = await registerClient({ consent: 'skip' })
  strict = await registerClient({ consent: 'skip', require_second_factor: true })
})
beforeEach(() => {
  mailService()
  pass(0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const isSetUp = (page: Page) => page.url.includes('/login/set-up')
const idOf = async (client: TestClient, page: Page) =>
  claimsIn(tokensOf(await redeem(client, codeOf(page))).id)

/** Sets an app up where that is asked for, and goes on. */
async function setUp(browser: Browser, page: Page): Promise<Page> {
  expect(isSetUp(page), inWords(page)).toBe(true)
  const shown = await browser.submit(page, { code: await codeFor(keyOn(page)) })
  expect(codesOn(shown)).toHaveLength(10)
  const [, next = ''] = /id="codes-kept" href="([^"]+)"/.exec(shown.text) ?? []
  return browser.open(next.replaceAll('&amp;', '&'))
}

const WAYS: { name: string; client: () => TestClient; claims: Record<string, unknown> }[] = [
  { name: 'a client that requires it', client: () => strict, claims: {} },
  { name: 'a request with an essential acr', client: () => easy, claims: ESSENTIAL },
]

describe.each(WAYS)('$name', ({ client: clientOf, claims }) => {
  it('asks whoever has one after the password, and says what was proven', async () => {
    const client = clientOf()
    const { email, key } = await enrolled()
    const browser = newBrowser()
    const page = await browser.open(await client.requestUrl(claims))
    const second = await browser.submit(page, { username: email, password: PASSWORD })
    expect(isSecondStep(second), inWords(second)).toBe(true)
    const { acr, amr } = await idOf(
      client,
      await browser.submit(second, { code: await codeFor(key) }),
    )
    expect({ acr, amr }).toEqual({ acr: '2', amr: ['pwd', 'otp', 'mfa'] })
  })

  it('has whoever has none set one up, and goes on from there', async () => {
    const client = clientOf()
    const { email } = await atHome()
    const browser = newBrowser()
    const page = await browser.open(await client.requestUrl(claims))
    const asked = await browser.submit(page, { username: email, password: PASSWORD })
    expect((await idOf(client, await setUp(browser, asked)))['acr']).toBe('2')
  })

  it('shows the recovery codes whichever of two clicks is answered, and goes on', async () => {
    const client = clientOf()
    const { email } = await atHome()
    const browser = newBrowser()
    const page = await browser.open(await client.requestUrl(claims))
    const asked = await browser.submit(page, { username: email, password: PASSWORD })
    const typed = { code: await codeFor(keyOn(asked)) }
    const pages = await Promise.all([browser.submit(asked, typed), browser.submit(asked, typed)])
    const later = await browser.submit(asked, typed)
    const [codes, ...others] = [...pages, later].map(codesOn)
    expect(others).toEqual([codes, codes])
    const [, next = ''] = /id="codes-kept" href="([^"]+)"/.exec(later.text) ?? []
    codeOf(await browser.open(next.replaceAll('&amp;', '&')))
  })

  it('is met in the middle of a session: no password is asked for again', async () => {
    const client = clientOf()
    const { browser } = await atHome()
    const page = await browser.open(await client.requestUrl(claims))
    expect((await idOf(client, await setUp(browser, page)))['acr']).toBe('2')
  })

  it('asks for the password again before one is set up in an older session (catalogue 196)', async () => {
    const { browser, email } = await atHome()
    pass(301)
    const page = await browser.open(await clientOf().requestUrl(claims))
    expect(page.form?.action, inWords(page)).toBe('/login')
    const asked = await browser.submit(page, { username: email, password: PASSWORD })
    expect(isSetUp(asked)).toBe(true)
  })

  it('is login_required where no page may be shown (OpenID Connect Core §3.1.2.6)', async () => {
    const { browser } = await atHome()
    const { left } = await browser.open(await clientOf().requestUrl({ ...claims, prompt: 'none' }))
    expect(left?.searchParams.get('error')).toBe('login_required')
  })

  it('is not got past by the next step of the sign-in (catalogue 194)', async () => {
    const { browser } = await atHome()
    const page = await browser.open(await clientOf().requestUrl(claims))
    const signin = new URL(page.url).searchParams.get('signin') ?? ''
    const consent = await browser.open(`/consent?signin=${signin}`)
    expect(isSetUp(consent)).toBe(true)
    const given = await browser.post('/consent', { signin, decision: 'approve' })
    expect(given.left).toBeUndefined()
    expect((await browser.post('/login/second/totp', { signin, code: '000000' })).left).toBe(
      undefined,
    )
  })
})

describe('a request that wishes for two factors (OpenID Connect Core §3.1.2.1)', () => {
  it('goes on with one where there is no other', async () => {
    const { browser } = await atHome()
    const page = await browser.open(await easy.requestUrl(WISH))
    const { acr, amr } = await idOf(easy, page)
    expect({ acr, amr }).toEqual({ acr: '1', amr: ['pwd'] })
  })
})

describe('a tenant that requires two', () => {
  const require = (second_factor: string) => admin('PATCH', '/tenant', { second_factor })
  beforeAll(() => require('optional'))
  afterEach(() => require('optional'))

  it('asks everybody: who signs in, and who was signed in before', async () => {
    const { browser, email } = await atHome()
    await require('required')
    expect(isSetUp(await browser.open(await easy.requestUrl()))).toBe(true)
    const other = newBrowser()
    const asked = await signInAt(other, email)
    expect(isSetUp(asked), inWords(asked)).toBe(true)
    const home = await setUp(other, asked)
    expect(home.url).toBe(`${ISSUER}/account`)
  })
})

describe('an operator', () => {
  it('sees which second factors a person has, never a secret', async () => {
    const { sub, key } = await enrolled()
    const { body, status } = await admin('GET', `/users/${sub}/second-factors`)
    expect(status).toBe(200)
    expect(body).toEqual({ ways: ['totp', 'recovery_code'], recovery_codes_left: 10 })
    expect(JSON.stringify(body)).not.toContain(key)
  })

  it('takes them away from a person who has lost them, which ends their sessions', async () => {
    const { sub, email, browser } = await enrolled()
    const path = `/users/${sub}/second-factors`
    expect((await admin('DELETE', path)).status).toBe(204)
    expect((await admin('GET', path)).body).toEqual({ ways: [], recovery_codes_left: 0 })
    expect((await browser.open('/account')).url).toContain('/login')
    expect((await signInAt(newBrowser(), email)).url).toBe(`${ISSUER}/account`)
    expect((await admin('GET', '/users/nobody/second-factors')).status).toBe(404)
    const { body } = await admin('GET', '/audit')
    expect(JSON.stringify(body)).toContain('user.second_factors_reset')
  })
})
