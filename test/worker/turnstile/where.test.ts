/** Where Turnstile asks, and where it leaves people alone: nowhere by default, then at the forms that the tenant names. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, MINUTE } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { newBrowser, objectOf } from '../recovery/house.ts'
import { runAlarms } from '../registry/house.ts'
import { inWords, type Page } from '../support/browser.ts'
import {
  codeOf,
  PASSWORD,
  registerClient,
  registerPerson,
  type TestClient,
} from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'
import { cloudflare, FIELD, setUp } from './house.ts'

const ADA = 'ada@where.amphora.test'
const FORMS = [
  { form: 'sign_in', path: '/login' },
  { form: 'sign_up', path: '/signup' },
  { form: 'recovery', path: '/recover' },
]
let client: TestClient
let sub: string

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  client = await registerClient({ consent: 'skip' })
  sub = await registerPerson(ADA)
})
beforeEach(() => admin('PATCH', '/tenant', { turnstile: null, ...OPEN }))
afterEach(() => vi.restoreAllMocks())

const OPEN = { sign_up: 'open', sign_in_by_email: true, sign_in_form: 'combined' }
const HOST = 'challenges.cloudflare.com'

const asks = ({ text, headers }: Page): boolean => {
  const isInPage = text.includes('class="cf-turnstile"') && text.includes(HOST)
  const isInPolicy = (headers.get('Content-Security-Policy') ?? '').includes(HOST)
  expect(isInPage).toBe(isInPolicy)
  return isInPage
}

describe('by default', () => {
  it('no page knows of it, and its policy lets none of it in', async () => {
    for (const { path } of FORMS) {
      const page = await newBrowser().open(path)
      expect(page.status).toBe(200)
      expect(asks(page), path).toBe(false)
      expect(page.text).not.toMatch(/turnstile|cloudflare|noscript/i)
    }
  })

  it('no form needs a token, and none is looked at', async () => {
    const from = cloudflare()
    const browser = newBrowser()
    const page = await browser.post('/login', {
      username: ADA,
      password: PASSWORD,
      [FIELD]: from.token('sign_in'),
    })
    expect(page.text, inWords(page)).toContain('You are signed in as')
    expect((await newBrowser().post('/recover', { username: ADA })).status).toBe(200)
    expect((await newBrowser().post('/signup', { username: ADA })).status).toBe(200)
    await scheduler.wait(20)
    expect(from.asked).toEqual([])
  })
})

it.each(FORMS)('asks at $path alone where the tenant says $form', async ({ form }) => {
  await setUp([form])
  for (const each of FORMS) {
    expect(asks(await newBrowser().open(each.path)), each.path).toBe(each.form === form)
  }
})

it('no other page lets its host in', async () => {
  await setUp()
  for (const path of ['/', '/device', '/login/code', '/account', '/nowhere']) {
    const page = await newBrowser().open(path)
    if (new URL(page.url).pathname !== '/login') expect(asks(page), path).toBe(false)
  }
})

it.each([
  { name: 'a sign-in', path: '/login', form: 'sign_in', fields: { password: PASSWORD } },
  { name: 'asking for an account', path: '/signup', form: 'sign_up', fields: {} },
  { name: 'asking for a new password', path: '/recover', form: 'recovery', fields: {} },
])('$name costs the same calls and rows with it', async ({ path, form, fields }) => {
  const from = cloudflare()
  const cost = async (name: string, token = {}) => {
    const username = `${name}-${form}@where.amphora.test`
    if (form !== 'sign_up') await registerPerson(username)
    // Everything is warm, and the tenant has told KV all that it has to tell.
    await newBrowser().open(path)
    vi.setSystemTime(Date.now() + 1000_000)
    await runAlarms(MAIN_TENANT)
    await newBrowser().open(path)
    const { calls, rows } = await spent(async () => {
      await newBrowser().post(path, { ...fields, username, ...token })
      await scheduler.wait(20)
    })
    return { calls, rows }
  }
  const without = await cost('without')
  await setUp()
  expect(await cost('with', { [FIELD]: from.token(form) })).toEqual(without)
  expect(from.asked).toHaveLength(1)
})

it('a name that is asked for first costs nothing, so nobody is asked there', async () => {
  await setUp(['sign_in'], { sign_in_form: 'identifier_first' })
  const from = cloudflare()
  const browser = newBrowser()
  const first = await browser.open('/login')
  expect(asks(first)).toBe(false)
  const second = await browser.submit(first, { username: ADA })
  expect(asks(second)).toBe(true)
  expect(from.asked).toEqual([])
  const refused = await browser.submit(second, { password: PASSWORD })
  expect(refused.form?.fields['username']).toBe(ADA)
  const token = from.token('sign_in')
  const page = await browser.submit(refused, { password: PASSWORD, [FIELD]: token })
  expect(page.text, inWords(page)).toContain('You are signed in as')
})

it('a sign-in for an app goes on with its app, after one that was not verified', async () => {
  await setUp(['sign_in'])
  const from = cloudflare()
  const browser = newBrowser()
  const page = await browser.open(await client.requestUrl())
  expect(asks(page)).toBe(true)
  const refused = await browser.submit(page, { username: ADA, password: PASSWORD })
  expect(refused.status).toBe(400)
  const token = from.token('sign_in')
  codeOf(await browser.submit(refused, { password: PASSWORD, [FIELD]: token }))
  // Who is to prove it again may always be somebody else.
  const again = await browser.open(await client.requestUrl({ prompt: 'login' }))
  expect(again.text).toContain('data-unchecked')
  const other = await browser.submit(again, { account: 'other' })
  expect(other.url).toContain('account=other')
})

it('another code for whoever was mailed one needs no other token', async () => {
  await setUp(['sign_in'])
  const from = cloudflare()
  const browser = newBrowser()
  const token = from.token('sign_in')
  const page = await browser.post('/login', { username: ADA, way: 'code', [FIELD]: token })
  expect(page.url).toContain('/login/code')
  vi.setSystemTime(Date.now() + MINUTE * 1000)
  expect((await browser.submit(page, { again: 'yes' })).status).toBe(200)
  await scheduler.wait(20)
  await runDurableObjectAlarm(objectOf(sub))
  expect(from.mailed).toEqual([ADA, ADA])
  expect(from.asked).toHaveLength(1)
})
