/** The link beside a code lets in the browser that asked, once, and by a button (catalogue 180, 181, 183). */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, MINUTE } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { mailService, newBrowser, settle } from '../recovery/house.ts'
import { inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerPerson } from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'
import { askAndRead, follow, isClosed, isSignedIn, openWay, readMail, type } from './house.ts'

let people = 0
let ada: string
let sub: string

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await openWay()
})
beforeEach(async () => {
  ada = `ada${++people}@link.amphora.test`
  sub = await registerPerson(ada, { email_verified: true })
})
afterEach(() => vi.restoreAllMocks())

it('lets in the browser that asked', async () => {
  const { browser, link } = await askAndRead(ada, sub)
  const page = await browser.open(link)
  expect(page.text).toContain(ada)
  expect(isSignedIn(await browser.submit(page))).toBe(true)
})

it('looking at it spends nothing and asks nobody, as mail scanners do (catalogue 181)', async () => {
  const { browser, link } = await askAndRead(ada, sub)
  const scanned = await spent(async () => {
    for (let looked = 0; looked < 3; looked++) await newBrowser().open(link)
  })
  expect(scanned).toEqual({ calls: [0, 0, 0], kvReads: 0, rows: 0 })
  const page = await browser.open(link)
  expect(page.headers.get('Cache-Control')).toBe('no-store')
  expect(page.headers.get('Referrer-Policy')).toBe('no-referrer')
  expect(isSignedIn(await browser.submit(page))).toBe(true)
})

it('in another browser signs in nobody, and shows the code to type where it was asked for', async () => {
  const { browser, link, code } = await askAndRead(ada, sub)
  const other = newBrowser()
  const page = await other.open(link)
  expect(page.status).toBe(200)
  expect(page.text).toContain(code)
  expect(page.form).toBeUndefined()
  const sealed = new URL(link).searchParams.get('link') ?? ''
  expect(isClosed(await other.post('/login/link', { link: sealed }))).toBe(true)
  expect((await other.open('/account')).url).toContain('/login')
  expect(isSignedIn(await type(browser, code))).toBe(true)
})

it('nor in one that has asked for a link of its own', async () => {
  const first = await askAndRead(ada, sub)
  vi.restoreAllMocks()
  const eve = await askAndRead(ada, sub)
  const sealed = new URL(first.link).searchParams.get('link') ?? ''
  expect(isClosed(await eve.browser.post('/login/link', { link: sealed }))).toBe(true)
})

it('is used once, of a hundred who try', async () => {
  const { browser, link } = await askAndRead(ada, sub)
  const page = await browser.open(link)
  const cookies = [...browser.cookies]
  const tries = await Promise.all(
    Array.from({ length: 100 }, () => {
      const copy = newBrowser()
      for (const [name, value] of cookies) copy.cookies.set(name, value)
      return copy.submit(page)
    }),
  )
  expect(tries.filter(isSignedIn)).toHaveLength(1)
  expect(tries.filter(isClosed)).toHaveLength(99)
})

describe('is dead', () => {
  it.each<{ name: string; end: (asked: Awaited<ReturnType<typeof askAndRead>>) => unknown }>([
    { name: 'once the code was used', end: ({ browser, code }) => type(browser, code) },
    {
      name: 'after ten minutes',
      end: () => vi.setSystemTime(Date.now() + 10 * MINUTE * 1000),
    },
    {
      name: 'when the password was changed',
      end: () => admin('PATCH', `/users/${sub}`, { password: 'another long password' }),
    },
    {
      name: 'when the person was disabled',
      end: () => admin('PATCH', `/users/${sub}`, { disabled: true }),
    },
    { name: 'when the person was deleted', end: () => admin('DELETE', `/users/${sub}`) },
  ])('$name, and says so', async ({ end }) => {
    const asked = await askAndRead(ada, sub)
    const { browser, link } = asked
    const page = await browser.open(link)
    await end(asked)
    const late = await browser.submit(page)
    expect(isClosed(late), inWords(late)).toBe(true)
  })

  it.each([
    { name: 'cut', change: (sealed: string) => sealed.slice(0, -1) },
    { name: 'empty', change: () => '' },
    { name: 'of another purpose', change: () => 'AQAA' },
  ])('where it is $name, and no object is asked', async ({ change }) => {
    const { browser, link } = await askAndRead(ada, sub)
    const url = new URL(link)
    url.searchParams.set('link', change(url.searchParams.get('link') ?? ''))
    const cost = await spent(async () => {
      expect(isClosed(await browser.open(url))).toBe(true)
    })
    expect(cost.calls).toEqual([0])
  })
})

it('is one of our issuer, whatever host a request names (catalogue 180)', async () => {
  const sent = mailService()
  const evil = { 'X-Forwarded-Host': 'evil.test', Forwarded: 'host=evil.test' }
  await exports.default.fetch('https://evil.test/login', {
    method: 'POST',
    headers: { ...evil, Origin: ISSUER },
    body: new URLSearchParams({ username: ada, way: 'code' }),
    redirect: 'manual',
  })
  await settle(sub)
  expect(new URL(readMail(sent[0]).link).origin).toBe(ISSUER)
  expect(sent[0]?.mail.text).not.toContain('evil')
})

it('is in no log, nor is the code or the address (catalogue 181)', async () => {
  const log = vi.spyOn(console, 'log')
  const { browser, link, code } = await askAndRead(ada, sub)
  await follow(browser, link)
  const written = log.mock.calls.flat().join('\n')
  expect(written).toContain('mail_sent')
  const sealed = new URL(link).searchParams.get('link') ?? ''
  for (const secret of [sealed, code, code.replace(' ', ''), ada]) {
    expect(written).not.toContain(secret)
  }
})
