/** Session Management 1.0: `session_state`, the cookie that it speaks of, and the page that compares the two. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import { sha256base64url } from '../../../src/kernel/digest.ts'
import { admin } from '../admin/house.ts'
import { Browser, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { claimsIn } from '../support/signed_in.ts'

const ADA = 'ada@watch.amphora.test'
const COOKIE = '__Host-browser_state'
const FRAME = `${ISSUER}/oauth/check_session`
let client: TestClient
let other: TestClient

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  other = await registerClient({ consent: 'skip' })
  await registerPerson(ADA)
})

async function signedIn(browser = new Browser()): Promise<{ browser: Browser; page: Page }> {
  const page = await browser.open(await client.requestUrl())
  return { browser, page: page.left ? page : await signIn(browser, page, ADA) }
}

const stateIn = ({ left }: Page): string => left?.searchParams.get('session_state') ?? ''

/** What the frame would say to a page of this origin. */
async function judge(browser: Browser, clientId: string, state: string, origin: string) {
  const [hash, salt] = state.split('.')
  const known = browser.cookies.get(COOKIE) ?? ''
  return hash === (await sha256base64url(`${clientId} ${origin} ${known} ${salt}`))
    ? 'unchanged'
    : 'changed'
}

const RP = 'https://rp.amphora.test'
const discovery = async () =>
  (await exports.default.fetch(`${ISSUER}/.well-known/openid-configuration`)).json<
    Record<string, unknown>
  >()

describe('where the tenant has no session management', () => {
  it('there is no session_state, no cookie, no page, and nothing of it in discovery', async () => {
    const { browser, page } = await signedIn()
    codeOf(page)
    expect(page.left?.searchParams.has('session_state')).toBe(false)
    expect(browser.cookies.has(COOKIE)).toBe(false)
    expect((await exports.default.fetch(FRAME)).status).toBe(404)
    expect(await discovery()).not.toHaveProperty('check_session_iframe')
  })
})

describe('where it has', () => {
  beforeAll(async () => {
    expect((await admin('PATCH', '/tenant', { session_management: true })).status).toBe(200)
  })

  it('discovery names the page, which anybody may show in a frame (§3.3)', async () => {
    // Discovery does not wait for news; whoever signs in has heard them.
    await signedIn()
    expect((await discovery())['check_session_iframe']).toBe(FRAME)
    const { status, headers } = await exports.default.fetch(FRAME)
    expect(status).toBe(200)
    expect(headers.get('X-Frame-Options')).toBeNull()
    expect(headers.get('Content-Security-Policy')).toMatch(
      /^default-src 'none'; script-src 'sha256-[^']+'; form-action 'none'; base-uri 'none'$/,
    )
    expect(headers.getSetCookie()).toEqual([])
  })

  it('session_state is the hash of client, origin, browser and salt, and has no space (§2)', async () => {
    const { browser, page } = await signedIn()
    const state = stateIn(page)
    expect(state).toMatch(/^[\w-]{43}\.[\w-]{22}$/)
    expect(await judge(browser, client.clientId, state, RP)).toBe('unchanged')
    expect(await judge(browser, client.clientId, state, 'https://evil.example')).toBe('changed')
    expect(await judge(browser, other.clientId, state, RP)).toBe('changed')
  })

  it('it is another each time, and the browser’s state the same, also after signing in anew', async () => {
    const { browser, page } = await signedIn()
    const known = browser.cookies.get(COOKIE)
    const second = await browser.open(await other.requestUrl({ prompt: 'none' }))
    expect(stateIn(second)).not.toBe('')
    const again = await browser.open(await client.requestUrl({ prompt: 'login' }))
    const third = await signIn(browser, again, ADA)
    expect(browser.cookies.get(COOKIE)).toBe(known)
    for (const each of [page, third]) {
      expect(await judge(browser, client.clientId, stateIn(each), RP)).toBe('unchanged')
    }
    expect(new Set([page, second, third].map(stateIn)).size).toBe(3)
  })

  it('it has changed after a sign-out, and after another person signs in', async () => {
    const { browser, page } = await signedIn()
    const { body } = await redeem(client, codeOf(page))
    const hint = String(body['id_token'])
    await browser.open(`/oauth/logout?${new URLSearchParams({ id_token_hint: hint })}`)
    expect(browser.cookies.has(COOKIE)).toBe(false)
    expect(await judge(browser, client.clientId, stateIn(page), RP)).toBe('changed')
    const eve = 'eve@watch.amphora.test'
    await registerPerson(eve)
    const hers = await signIn(browser, await browser.open(await client.requestUrl()), eve)
    expect(await judge(browser, client.clientId, stateIn(page), RP)).toBe('changed')
    expect(await judge(browser, client.clientId, stateIn(hers), RP)).toBe('unchanged')
  })

  it('the cookie opens nothing, and is of no use without the one of the session', async () => {
    const { browser } = await signedIn()
    browser.cookies.delete('__Host-session')
    const page = await browser.open(await client.requestUrl({ prompt: 'none' }))
    expect(page.left?.searchParams.get('error')).toBe('login_required')
    expect(page.left?.searchParams.has('session_state')).toBe(false)
    expect(browser.cookies.has(COOKIE)).toBe(false)
  })

  it('a cookie that was lost comes back with the next answer', async () => {
    const { browser } = await signedIn()
    browser.cookies.delete(COOKIE)
    const page = await browser.open(await client.requestUrl({ prompt: 'none' }))
    expect(await judge(browser, client.clientId, stateIn(page), RP)).toBe('unchanged')
  })

  it('a signed response carries it inside', async () => {
    const { browser } = await signedIn()
    const page = await browser.open(await client.requestUrl({ response_mode: 'query.jwt' }))
    const said = claimsIn(page.left?.searchParams.get('response') ?? '')
    expect(await judge(browser, client.clientId, String(said['session_state']), RP)).toBe(
      'unchanged',
    )
    expect(page.left?.searchParams.has('session_state')).toBe(false)
  })

  it.each([
    { name: 'no OpenID Connect', changes: { scope: 'profile' } },
    { name: 'an app without an origin', changes: { redirect_uri: 'myapp://cb' } },
  ])('a request of $name gets none', async ({ changes }) => {
    const native = await registerClient({
      consent: 'skip',
      redirect_uris: ['myapp://cb', `${RP}/cb`],
    })
    const { browser } = await signedIn()
    const page = await browser.open(await native.requestUrl(changes))
    codeOf(page)
    expect(page.left?.searchParams.has('session_state')).toBe(false)
  })
})
