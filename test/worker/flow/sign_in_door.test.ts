/** What the sign-in door resists: guessing, other sites, other browsers, forged cookies. */
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { Authenticator } from '../passkeys/authenticator.ts'
import { isSignedIn, ownerOf, usePasskey } from '../passkeys/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  PASSWORD,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'

const ADA = 'ada@door.amphora.test'
let client: TestClient

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
  await registerPerson(ADA)
})

/** Each test comes from a network of its own, for refusals are counted by network. */
let networks = 0
const newBrowser = (): Browser =>
  new Browser({ 'CF-Connecting-IP': `198.51.100.${++networks % 250}` })

async function loginPage(browser: Browser): Promise<Page> {
  return browser.open(await client.requestUrl())
}

describe('a wrong password', () => {
  it('keeps the sign-in and what was typed, and the right one goes on', async () => {
    const browser = newBrowser()
    const wrong = await browser.submit(await loginPage(browser), { username: ADA, password: 'no' })
    expect(wrong.status).toBe(400)
    expect(wrong.form?.fields['username']).toBe(ADA)
    codeOf(await browser.submit(wrong, { username: ADA, password: PASSWORD }))
  })

  it.each([
    { name: 'empty', password: '' },
    { name: 'of 2,000 characters', password: 'x'.repeat(2000) },
    { name: 'with NUL inside', password: `${PASSWORD}\0` },
    { name: 'with a space behind', password: `${PASSWORD} ` },
  ])('$name is wrong, and never cut to the right one (catalogue 171)', async ({ password }) => {
    const browser = newBrowser()
    const email = `p${networks}@door.amphora.test`
    await registerPerson(email)
    const page = await browser.submit(await loginPage(browser), { username: email, password })
    expect(page.status).toBe(400)
  })

  it('of 1 MiB is not even read (catalogue 171)', async () => {
    const browser = newBrowser()
    const fields = { username: ADA, password: 'x'.repeat(1024 * 1024) }
    const page = await browser.submit(await loginPage(browser), fields)
    expect(page.status).toBe(400)
    expect(page.text).toContain('body_too_large')
  })

  it('after five failures each must wait, known or not, and the wait is told (catalogue 168)', async () => {
    for (const username of ['guessed@door.amphora.test', 'unknown@door.amphora.test']) {
      if (username.startsWith('guessed')) await registerPerson(username)
      const fields = { username, password: 'wrong' }
      // Each from a network of its own.
      const tries = await Promise.all(
        Array.from({ length: 12 }, () => newBrowser().post('/login', fields)),
      )
      const waits = tries.filter(({ status }) => status === 429)
      expect(tries.filter(({ status }) => status === 400)).toHaveLength(5)
      expect(waits).toHaveLength(7)
      expect(Number(waits[0]?.headers.get('Retry-After'))).toBeGreaterThan(0)
      const right = await newBrowser().post('/login', { username, password: PASSWORD })
      expect(right.status).toBe(429)
    }
  })

  it('whoever is guessed at is let in by their passkey meanwhile (catalogue 168)', async () => {
    const key = new Authenticator()
    const { email } = await ownerOf(key)
    const fields = { username: email, password: 'wrong' }
    for (let guess = 0; guess < 6; guess++) await newBrowser().post('/login', fields)
    expect((await newBrowser().post('/login', fields)).status).toBe(429)
    expect(isSignedIn(await usePasskey(newBrowser(), key))).toBe(true)
  })
})

it('many names tried from one network are slowed down together, and nobody elsewhere is (catalogue 168, 169)', async () => {
  const statuses: number[] = []
  // One subscriber has a whole /64, and writes into any other header what they like.
  const guess = (username: string) => {
    const spoofed = `192.0.2.${statuses.length % 250}`
    const guesser = new Browser({
      'CF-Connecting-IP': `2001:db8:bad:1::${statuses.length.toString(16)}`,
      'X-Forwarded-For': spoofed,
      'X-Real-IP': spoofed,
      Forwarded: `for=${spoofed}`,
    })
    return guesser.post('/login', { username, password: 'wrong' })
  }
  // A minute may end meanwhile, and the count begin anew: then it takes as many again.
  while (statuses.length < 140 && !statuses.includes(429)) {
    const names = Array.from(
      { length: 10 },
      (_, at) => `g${statuses.length + at}@door.amphora.test`,
    )
    const pages = await Promise.all(names.map(guess))
    statuses.push(...pages.map(({ status }) => status))
  }
  expect(statuses.slice(0, 50).every((status) => status === 400)).toBe(true)
  expect(statuses).toContain(429)
  const browser = newBrowser()
  codeOf(await signIn(browser, await loginPage(browser), ADA))
})

it('a crowd of sign-ins is turned away before anything is hashed or counted (catalogue 172, F16)', async () => {
  const browser = newBrowser()
  const login = await loginPage(browser)
  const fields = { username: 'crowd@door.amphora.test', password: 'wrong' }
  const pages = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      browser.submit(login, { ...fields, username: `${at}${fields.username}` }),
    ),
  )
  const turnedAway = pages.filter(({ headers }) => headers.get('Retry-After') === '2')
  expect(turnedAway.length).toBeGreaterThan(0)
  expect(turnedAway.every(({ status }) => status === 429)).toBe(true)
  const again = await browser.submit(login, { username: ADA, password: PASSWORD })
  expect(again.left, inWords(again)).toBeDefined()
})

describe('a form', () => {
  it.each([
    { name: 'of another site', headers: { Origin: 'https://evil.example' } },
    { name: 'without an Origin', headers: {} },
    { name: 'with Origin null', headers: { Origin: 'null' } },
    { name: 'of a sandbox', headers: { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' } },
    { name: 'of a name like ours', headers: { Origin: `${ISSUER}.evil.example` } },
  ])('$name signs nobody in (catalogue 173)', async ({ headers }) => {
    const browser = newBrowser()
    const login = await loginPage(browser)
    const fields = { ...login.form?.fields, username: ADA, password: PASSWORD }
    const page = await browser.post('/login', fields, headers)
    expect(page.status).toBe(400)
    expect(page.text).toContain('origin_foreign')
    expect(browser.cookies.has('__Host-session')).toBe(false)
    const alone = { username: ADA, password: PASSWORD }
    expect((await browser.post('/login', alone, headers)).status).toBe(400)
  })

  it('of our own page is taken where the browser hides the Origin and says same-origin', async () => {
    const browser = newBrowser()
    const login = await loginPage(browser)
    const fields = { ...login.form?.fields, username: ADA, password: PASSWORD }
    const headers = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' }
    codeOf(await browser.post('/login', fields, headers))
  })
})

describe('a sign-in', () => {
  it('that began in another browser opens nothing (catalogue 83, 173)', async () => {
    const login = await loginPage(newBrowser())
    const other = newBrowser()
    const opened = await other.open(login.url)
    expect(opened.status).toBe(400)
    expect(opened.text).toContain('sign_in_elsewhere')
    const fields = { ...login.form?.fields, username: ADA, password: PASSWORD }
    expect((await other.post('/login', fields)).text).toContain('sign_in_elsewhere')
    expect(other.cookies.has('__Host-session')).toBe(false)
  })

  it.each(['/login?signin=x', '/login?signin=', '/consent', `/consent?signin=${'A'.repeat(200)}`])(
    '%s is a page and no more',
    async (path) => {
      const page = await newBrowser().open(path)
      expect([200, 400]).toContain(page.status)
      expect(page.left).toBeUndefined()
    },
  )

  it('leads nowhere but to its own app, whatever the address says (catalogue 177)', async () => {
    const browser = newBrowser()
    const login = await loginPage(browser)
    const url = `${login.url}&return_to=//evil.example&next=https:evil.example`
    const page = await browser.open(url)
    const answer = await signIn(browser, page, ADA)
    expect(answer.left?.origin).toBe('https://rp.amphora.test')
  })

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https:evil.example',
    'https://evil.example/account',
    '/%2f%2fevil.example',
    '@evil.example',
    'javascript:alert(1)',
    'account\r\nLocation: https://evil.example',
    '/account',
    'constructor',
  ])('leads from ?next=%j to no place but home (catalogue 177)', async (next) => {
    const browser = newBrowser()
    const page = await browser.open(`/login?${new URLSearchParams({ next })}`)
    expect(page.text).not.toContain('evil.example')
    const fields = { username: ADA, password: PASSWORD, next }
    for (const answer of [
      await browser.submit(page, fields),
      await browser.post('/login', fields),
    ]) {
      expect(answer.left).toBeUndefined()
      expect(answer.url).toBe(`${ISSUER}/`)
    }
  })
})

describe('cookies', () => {
  it('are __Host-, Secure, HttpOnly and Lax; no more than eight sign-ins are kept (catalogue 175)', async () => {
    const browser = newBrowser()
    const first = await loginPage(browser)
    for (let count = 0; count < 20; count++) await loginPage(browser)
    const names = [...browser.cookies.keys()]
    expect(names.every((name) => name.startsWith('__Host-'))).toBe(true)
    expect(names).toHaveLength(8)
    const header = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    expect(header.length).toBeLessThan(8 * 1024)
    expect(first.status).toBe(200)
  })

  it('a new sign-in draws a new cookie, and the old one is refused (catalogue 174)', async () => {
    const browser = newBrowser()
    codeOf(await signIn(browser, await loginPage(browser), ADA))
    const old = browser.cookies.get('__Host-session') ?? ''
    const login = await browser.open(await client.requestUrl({ prompt: 'login' }))
    codeOf(await signIn(browser, login, ADA))
    expect(browser.cookies.get('__Host-session')).not.toBe(old)
    const thief = newBrowser()
    thief.cookies.set('__Host-session', old)
    const page = await thief.open(await client.requestUrl({ prompt: 'none' }))
    expect(page.left?.searchParams.get('error')).toBe('login_required')
  })

  it('that are cut, changed or of another purpose are nobody (catalogue 175, 176)', async () => {
    const browser = newBrowser()
    codeOf(await signIn(browser, await loginPage(browser), ADA))
    const good = browser.cookies.get('__Host-session') ?? ''
    const [anySignIn = ''] = [...browser.cookies].find(([name]) => name.includes('sign-in')) ?? []
    const forged = [
      good.slice(0, -1),
      `${good}A`,
      good.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
      browser.cookies.get(anySignIn) ?? '',
      'x'.repeat(5000),
    ]
    for (const cookie of forged) {
      const thief = newBrowser()
      thief.cookies.set('__Host-session', cookie)
      const page = await thief.open(await client.requestUrl({ prompt: 'none' }))
      expect(page.left?.searchParams.get('error')).toBe('login_required')
    }
  })
})

describe('every page', () => {
  it.each([
    '/',
    '/login',
    '/login/code',
    '/login/second',
    '/login/set-up',
    '/login/newcomer',
    '/consent',
    '/device',
    '/recover',
    '/recover/password',
    '/recover/changed',
    '/signup',
    '/signup/account',
    '/account',
    '/account/deleted',
    '/logout',
    '/oauth/logout',
    '/errors',
    '/nowhere',
    '/oauth/authorize',
  ])('%s is never framed, stored, sniffed or told about (catalogue 178)', async (path) => {
    const { headers } = await newBrowser().open(path)
    expect(headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('X-Frame-Options')).toBe('DENY')
    expect(headers.get('Cache-Control')).toBe('no-store')
    expect(headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(headers.get('Referrer-Policy')).toBe('no-referrer')
    expect(headers.get('X-Request-Id')).toBeTruthy()
    expect(headers.get('Strict-Transport-Security')).toBe('max-age=31536000')
    expect(headers.get('Access-Control-Allow-Origin')).toBeNull()
  })

  it.each(['//login', '/login/', '/%6cogin%2f', '/LOGIN'])(
    '%s is no other way in (catalogue 169, 214)',
    async (path) => {
      const response = await exports.default.fetch(`${ISSUER}${path}`, { redirect: 'manual' })
      expect(response.status).toBe(404)
    },
  )

  it.each(['PUT', 'DELETE', 'PATCH'])(
    '%s /login is 405 and says what is taken (catalogue 220)',
    async (method) => {
      const response = await exports.default.fetch(`${ISSUER}/login`, { method })
      expect(response.status).toBe(405)
      expect(response.headers.get('Allow')).toContain('POST')
    },
  )

  it('has the browser fetch the logo of an app, and never does so itself (CVE-2026-22752, catalogue 203)', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    const logo_uri = 'https://rp.amphora.test/logo.png'
    const page = await newBrowser().open(await (await registerClient({ logo_uri })).requestUrl())
    expect(page.text).toContain(`src="${logo_uri}"`)
    expect(page.headers.get('Content-Security-Policy')).toMatch(
      /img-src data: https:\/\/rp\.amphora\.test;/,
    )
    expect(fetched).not.toHaveBeenCalled()
    fetched.mockRestore()
  })

  it('does not repeat what an address says (catalogue 220)', async () => {
    const page = await newBrowser().open('/oauth/authorize?error_description=<script>x</script>')
    expect(page.text).not.toContain('<script>x')
  })

  it('knows its issuer from its configuration, never from the Host (catalogue 215)', async () => {
    const headers = { 'X-Forwarded-Host': 'evil.example', Forwarded: 'host=evil.example' }
    const response = await exports.default.fetch('https://evil.example/login', { headers })
    expect(await response.text()).not.toContain('evil.example')
  })
})
