/** A forgotten password, from the sign-in page to the new one: what the link does, and all that ends it (catalogue 179). */
import { evictDurableObject } from 'cloudflare:test'
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, MINUTE } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  PASSWORD,
  redeem,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import {
  ask,
  isChanged,
  isClosed,
  linkFor,
  linkIn,
  mailService,
  newBrowser,
  NEW_PASSWORD,
  objectOf,
  settle,
  useLink,
} from './house.ts'

let client: TestClient
let people = 0
let ada: string
let sub: string

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  client = await registerClient({ consent: 'skip' })
})
beforeEach(async () => {
  ada = `ada${++people}@recovery.amphora.test`
  sub = await registerPerson(ada)
})
afterEach(() => vi.restoreAllMocks())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

it('leads from the sign-in page back into the very sign-in, and the app gets its code', async () => {
  const sent = mailService()
  const browser = newBrowser()
  const login = await browser.open(await client.requestUrl())
  const [, forgot = ''] = /<a href="(\/recover\?signin=[^"]+)"/.exec(login.text) ?? []
  const asked = await browser.submit(await browser.open(forgot), { username: ada })
  expect(asked.status, inWords(asked)).toBe(200)
  await settle(sub)
  const changed = await useLink(linkIn(sent[0]), NEW_PASSWORD, browser)
  expect(isChanged(changed), inWords(changed)).toBe(true)
  const [, goOn = ''] = /id="go-on" href="([^"]+)"/.exec(changed.text) ?? []
  expect(goOn).toMatch(/^\/login\?signin=/)
  const again = await browser.open(goOn)
  codeOf(await browser.submit(again, { username: ada, password: NEW_PASSWORD }))
})

it('opened in another browser, it leads to a sign-in of that browser', async () => {
  const browser = newBrowser()
  const changed = await useLink(await linkFor(ada, sub), NEW_PASSWORD, browser)
  expect(changed.text).toContain('id="go-on" href="/login"')
  const signedIn = await browser.post('/login', { username: ada, password: NEW_PASSWORD })
  expect(signedIn.url).toBe(`${ISSUER}/`)
})

it('the old password is gone, and so are sessions, codes and grants, offline ones too (catalogue 179)', async () => {
  const browser = new Browser()
  const requestUrl = () => client.requestUrl({ scope: 'openid offline_access', prompt: 'consent' })
  const code = codeOf(await signIn(browser, await browser.open(await requestUrl()), ada))
  const { body } = await redeem(client, code)
  const unredeemed = codeOf(await browser.open(await client.requestUrl()))
  expect(isChanged(await useLink(await linkFor(ada, sub)))).toBe(true)
  const late = await redeem(client, unredeemed)
  expect(late.body).toMatchObject({ error: 'invalid_grant' })
  const userinfo = await exports.default.fetch(`${ISSUER}/oauth/userinfo`, {
    headers: { Authorization: `Bearer ${String(body['access_token'])}` },
  })
  expect(userinfo.status).toBe(401)
  expect((await admin('GET', `/users/${sub}/sessions`)).body['items']).toEqual([])
  expect((await admin('GET', `/users/${sub}/grants`)).body['items']).toEqual([])
  const old = await newBrowser().post('/login', { username: ada, password: PASSWORD })
  expect(old.status).toBe(400)
})

it('works once: of a hundred at a time one wins, and the person is told by mail once (catalogue 179)', async () => {
  const link = await linkFor(ada, sub)
  const sent = mailService()
  const browser = newBrowser()
  const page = await browser.open(link)
  const tries = Array.from({ length: 100 }, (_, at) =>
    browser.submit(page, { password: `${NEW_PASSWORD} ${at}` }),
  )
  const answers = await Promise.all(tries)
  expect(answers.filter(isChanged)).toHaveLength(1)
  const others = answers.filter((answer) => !isChanged(answer))
  expect(others.every((answer) => isClosed(answer) || answer.status === 429)).toBe(true)
  await settle(sub)
  expect(sent.map(({ mail }) => mail.subject)).toEqual(['Your password for Amphora was changed'])
  const { body } = await admin('GET', `/users/${sub}/events`)
  const events = body['items'] as { event: string }[]
  expect(events.filter(({ event }) => event === 'password_reset')).toHaveLength(1)
})

it('opening it changes nothing, however often a mail scanner does (catalogue 181)', async () => {
  const link = await linkFor(ada, sub)
  for (let opened = 0; opened < 5; opened++) await newBrowser().open(link)
  await exports.default.fetch(link, { method: 'HEAD' })
  expect((await newBrowser().post('/login', { username: ada, password: PASSWORD })).status).toBe(
    200,
  )
  expect(isChanged(await useLink(link))).toBe(true)
})

it('its page is stored nowhere and tells nobody where it was (catalogue 181)', async () => {
  const { headers } = await newBrowser().open(await linkFor(ada, sub))
  expect(headers.get('Cache-Control')).toBe('no-store')
  expect(headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'")
})

describe('is dead', () => {
  it.each<{ name: string; end: (link: string) => unknown }>([
    { name: 'once it was used', end: (link) => useLink(link) },
    { name: 'after half an hour', end: () => later(30 * MINUTE) },
    {
      name: 'when a newer one was asked for',
      end: async () => {
        await ask(ada)
        await settle(sub)
      },
    },
    {
      name: 'when the password was changed',
      end: () => admin('PATCH', `/users/${sub}`, { password: 'another long password' }),
    },
    {
      name: 'when the address was changed',
      end: () => admin('PATCH', `/users/${sub}`, { email: `new-${ada}` }),
    },
    {
      name: 'when the person was disabled',
      end: () => admin('PATCH', `/users/${sub}`, { disabled: true }),
    },
    { name: 'when the person was deleted', end: () => admin('DELETE', `/users/${sub}`) },
  ])('$name, and says so (catalogue 179)', async ({ end }) => {
    const link = await linkFor(ada, sub)
    const browser = newBrowser()
    const page = await browser.open(link)
    await end(link)
    const late = await browser.submit(page, { password: 'yet another long password' })
    expect(isClosed(late), inWords(late)).toBe(true)
    expect(isClosed(await browser.open(link))).toBe(true)
  })

  it('not by an eviction of the object', async () => {
    const link = await linkFor(ada, sub)
    await evictDurableObject(objectOf(sub))
    expect(isChanged(await useLink(link))).toBe(true)
  })

  it.each([
    { name: 'cut', change: (sealed: string) => sealed.slice(0, -1) },
    {
      name: 'changed in one place',
      change: (sealed: string) => sealed.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
    },
    { name: 'empty', change: () => '' },
    { name: 'of another purpose', change: () => 'AQAA' },
  ])('where it is $name, and no object is asked', async ({ change }) => {
    const url = new URL(await linkFor(ada, sub))
    url.searchParams.set('link', change(url.searchParams.get('link') ?? ''))
    const asked = vi.spyOn(console, 'log')
    expect(isClosed(await newBrowser().open(url))).toBe(true)
    const [request] = asked.mock.calls
      .map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)
      .filter((line) => line['event'] === 'request')
    expect(request).toMatchObject({ object_calls: 0, path: '/recover/password' })
  })
})

describe('a new password', () => {
  it.each([
    { name: 'too short', password: 'fourteen chars', says: 'too short' },
    { name: 'on the list of common ones', password: '1q2w3e4r5t6y7u8i', says: 'guessed first' },
    { name: 'a common one said twice', password: 'Football1Football1', says: 'guessed first' },
    { name: 'too long', password: 'x1'.repeat(600), says: 'too long' },
  ])('that is $name is refused, and the link still works', async ({ password, says }) => {
    const link = await linkFor(ada, sub)
    const refused = await useLink(link, password)
    expect(refused.status).toBe(400)
    expect(refused.text).toContain(says)
    expect(isChanged(await useLink(link))).toBe(true)
  })

  it("that is the person's own address is refused", async () => {
    const refused = await useLink(await linkFor(ada, sub), ada.toUpperCase())
    expect(refused.text).toContain('guessed first')
  })

  it('is taken from our own pages alone (catalogue 173)', async () => {
    const link = new URL(await linkFor(ada, sub)).searchParams.get('link') ?? ''
    const browser = newBrowser()
    const fields = { link, password: NEW_PASSWORD }
    const foreign = await browser.post('/recover/password', fields, { Origin: 'https://evil.test' })
    expect(foreign.status).toBe(400)
    expect(isChanged(await browser.post('/recover/password', fields))).toBe(true)
  })
})

it('who failed to sign in before need not wait after it', async () => {
  const link = await linkFor(ada, sub)
  const browser = newBrowser()
  for (let failed = 0; failed < 6; failed++) {
    await browser.post('/login', { username: ada, password: 'wrong' })
  }
  expect((await browser.post('/login', { username: ada, password: PASSWORD })).status).toBe(429)
  await useLink(link)
  const signedIn = await browser.post('/login', { username: ada, password: NEW_PASSWORD })
  expect(signedIn.status, inWords(signedIn)).toBe(200)
})
