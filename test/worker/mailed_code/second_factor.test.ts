/** A mailed code as the second factor, of whoever has set up nothing else. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { enrolled } from '../factors/house.ts'
import { mailService, newBrowser, settle } from '../recovery/house.ts'
import { inWords, type Browser, type Page } from '../support/browser.ts'
import { PASSWORD, registerClient, registerPerson } from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'
import { openWay, readMail, wrong, type Mailed } from './house.ts'

let people = 0
let ada: string
let sub: string

beforeAll(() => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
})
beforeEach(async () => {
  await openWay({
    sign_in_by_email: false,
    second_factor_by_email: true,
    second_factor: 'required',
  })
  ada = `ada${++people}@second.amphora.test`
  sub = await registerPerson(ada, { email_verified: true })
})
afterEach(() => vi.restoreAllMocks())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

interface Halfway {
  browser: Browser
  page: Page
}

/** The password is proven, and more is asked. */
async function halfway(username = ada): Promise<Halfway> {
  const browser = newBrowser()
  const page = await browser.post('/login', { username, password: PASSWORD })
  return { browser, page }
}

const send = (browser: Browser) => browser.post('/login/second/mail', {})
const type = (browser: Browser, code: string) => browser.post('/login/second/email', { code })
const isIn = ({ url, text }: Page) =>
  new URL(url).pathname === '/' && text.includes('You are signed in as')

async function asked(): Promise<Halfway & Mailed> {
  const { browser } = await halfway()
  const sent = mailService()
  const page = await send(browser)
  expect(page.status, inWords(page)).toBe(200)
  await settle(sub)
  expect(sent).toHaveLength(1)
  return { browser, page, ...readMail(sent[0]) }
}

const factsOf = async (): Promise<unknown> =>
  (await admin('GET', `/users/${sub}/sessions`)).body['items']

it('is mailed when it is asked for, and finishes the sign-in', async () => {
  const { browser, page } = await halfway()
  expect(new URL(page.url).pathname).toBe('/login/second')
  expect(page.form?.action).toBe('/login/second/mail')
  const sent = mailService()
  const form = await browser.submit(page)
  expect(form.form?.action).toBe('/login/second/email')
  await settle(sub)
  const { code } = readMail(sent[0])
  const home = await browser.submit(form, { code })
  expect(isIn(home), inWords(home)).toBe(true)
  expect(await factsOf()).toMatchObject([{ facts: [{ method: 'pwd' }, { method: 'email' }] }])
})

it('that was used is not waited for at the next sign-in, nor one that was mailed to somebody else', async () => {
  const { browser, code } = await asked()
  expect(isIn(await type(browser, code))).toBe(true)
  const again = (username: string) =>
    browser.post('/login', { username, password: PASSWORD, next: 'security' })
  expect((await again(ada)).form?.action).toBe('/login/second/mail')
  await send(browser)
  const grace = `grace${people}@second.amphora.test`
  await registerPerson(grace, { email_verified: true })
  expect((await again(grace)).form?.action).toBe('/login/second/mail')
  expect((await again(ada)).form?.action).toBe('/login/second/email')
})

it('its link does the same, in the browser that has proven the first factor', async () => {
  const { browser, link, code } = await asked()
  const elsewhere = await newBrowser().open(link)
  expect(elsewhere.text).toContain(code)
  const home = await browser.submit(await browser.open(link))
  expect(isIn(home), inWords(home)).toBe(true)
  expect(await factsOf()).toMatchObject([{ facts: [{ method: 'pwd' }, { method: 'email' }] }])
})

it('alone opens nothing: without the first factor it is worth nothing', async () => {
  const { browser, code, link } = await asked()
  browser.cookies.delete('__Host-halfway')
  expect(new URL((await type(browser, code)).url).pathname).toBe('/login')
  const late = await browser.submit(await browser.open(link))
  expect(late.status).toBe(400)
  expect((await browser.open('/account')).url).toContain('/login')
})

it('that was mailed to sign in is none, nor the other way round', async () => {
  await openWay({ sign_in_by_email: true })
  const { browser, code } = await asked()
  expect(new URL((await browser.post('/login/code', { code })).url).pathname).toBe('/login')
  const sent = mailService()
  const other = await halfway()
  sent.length = 0
  await other.browser.post('/login', { username: ada, way: 'code' })
  await settle(sub)
  const first = readMail(sent[0])
  expect(isIn(await type(other.browser, first.code))).toBe(false)
})

describe('guesses', () => {
  it('five are free, then they wait; and the code is dead', async () => {
    const { browser, code } = await asked()
    for (let missed = 0; missed < 5; missed++) {
      expect((await type(browser, wrong(code))).text).toContain('This code is not right.')
    }
    expect((await type(browser, code)).status).toBe(429)
    later(60)
    expect((await type(browser, code)).text).toContain('This code is not right.')
  })

  it('are counted exactly, however many come at once', async () => {
    const { browser, code } = await asked()
    const tries = await Promise.all(
      Array.from({ length: 40 }, (_, at) => type(browser, String(10_000_000 + at))),
    )
    expect(tries.filter(({ status }) => status === 400)).toHaveLength(5)
    later(60)
    expect(isIn(await type(browser, code))).toBe(false)
  })
})

describe('in the middle of a session', () => {
  it.each([
    {
      name: 'that an app demands',
      claims: { claims: { id_token: { acr: { essential: true, value: '2' } } } },
    },
    { name: 'that an app wishes for', claims: { acr_values: '2' } },
  ])('is the second factor $name (RFC 9470 §3)', async ({ claims }) => {
    await openWay({ sign_in_by_email: false, second_factor: 'optional' })
    const client = await registerClient({ consent: 'skip' })
    const { browser, page } = await halfway()
    expect(isIn(page), inWords(page)).toBe(true)
    const second = await browser.open(await client.requestUrl(claims))
    expect(new URL(second.url).pathname).toBe('/login/second')
    expect(second.form?.action).toBe('/login/second/mail')
    const sent = mailService()
    const form = await browser.submit(second)
    await settle(sub)
    const { left } = await browser.submit(form, { code: readMail(sent[0]).code })
    expect(left?.searchParams.has('code'), left?.href).toBe(true)
  })
})

it('is used once, of many who try', async () => {
  const { browser, code } = await asked()
  const cookies = [...browser.cookies]
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => {
      const copy = newBrowser()
      for (const [name, value] of cookies) copy.cookies.set(name, value)
      return type(copy, code)
    }),
  )
  expect(tries.filter(isIn)).toHaveLength(1)
})

it('is asked for five times an hour, with half a minute in between', async () => {
  const { browser } = await asked()
  vi.restoreAllMocks()
  const sent = mailService()
  expect((await send(browser)).status).toBe(429)
  for (let more = 0; more < 6; more++) {
    later(31)
    await send(browser)
    await settle(sub)
  }
  expect(sent).toHaveLength(4)
})

describe('is no way, and none is mailed,', () => {
  it.each<{ name: string; make: () => Promise<unknown> }>([
    {
      name: 'where the tenant does not take it',
      make: () => openWay({ second_factor_by_email: false }),
    },
    {
      name: 'of an address that is not proven',
      make: () => admin('PATCH', `/users/${sub}`, { email_verified: false }),
    },
  ])('$name: something is to be set up', async ({ make }) => {
    await make()
    const { browser, page } = await halfway()
    expect(new URL(page.url).pathname).toBe('/login/set-up')
    const sent = mailService()
    await send(browser)
    await settle(sub)
    expect(sent).toEqual([])
  })
})

it('stands in for no authenticator app: who reads a mailbox gets a new password, but not past it (catalogue 179)', async () => {
  await openWay({ second_factor: 'optional' })
  const person = await enrolled()
  await admin('PATCH', `/users/${person.sub}`, { email_verified: true })
  const { browser, page } = await halfway(person.email)
  expect(page.form?.action).toBe('/login/second/totp')
  expect(page.text).not.toContain('way=email')
  const sent = mailService()
  await send(browser)
  await settle(person.sub)
  expect(sent.filter(({ mail }) => mail.subject.startsWith('Sign in'))).toEqual([])
})

it('costs 2 calls and 2 rows to ask, and 2 calls and 4 rows to prove', async () => {
  const { browser } = await halfway()
  const sent = mailService()
  const asking = await spent(() => send(browser))
  expect(asking).toEqual({ calls: [2, 1], kvReads: 0, rows: 2 })
  await settle(sub)
  const { code } = readMail(sent[0])
  const proving = await spent(() => type(browser, code))
  expect(proving).toEqual({ calls: [2, 1], kvReads: 0, rows: 4 })
})
