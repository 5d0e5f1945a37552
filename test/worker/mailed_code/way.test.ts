/** What a sign-in by mail is for, what it costs, and where it is not. */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { app } from '../../../src/app.ts'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { mailService, newBrowser, settle } from '../recovery/house.ts'
import { runAlarms } from '../registry/house.ts'
import { inWords } from '../support/browser.ts'
import { codeOf, redeem, registerClient, registerPerson } from '../support/relying_party.ts'
import { claimsIn, tokensOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'
import {
  askAndRead,
  askForCode,
  isClosed,
  isSignedIn,
  openWay,
  readMail,
  type,
  wrong,
} from './house.ts'

const ADA = 'ada@way.amphora.test'
let sub: string

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await openWay()
  sub = await registerPerson(ADA, { email_verified: true })
  await newBrowser().open('/login')
  await runAlarms(MAIN_TENANT)
})
afterEach(() => vi.restoreAllMocks())

it('an app gets amr otp and one factor, whether by code or by link', async () => {
  const client = await registerClient({ consent: 'skip' })
  for (const way of ['code', 'link']) {
    const sent = mailService()
    const browser = newBrowser()
    const login = await browser.open(await client.requestUrl())
    const asked = await browser.submit(login, { username: ADA, way: 'code' })
    expect(asked.text).toContain('A shop')
    await settle(sub)
    const { code, link } = readMail(sent[0])
    const back =
      way === 'code'
        ? await browser.submit(asked, { code })
        : await browser.submit(await browser.open(link))
    expect(back.left, inWords(back)).toBeDefined()
    const { id } = tokensOf(await redeem(client, codeOf(back)))
    expect(claimsIn(id)).toMatchObject({ sub, amr: ['otp'], acr: '1' })
    vi.restoreAllMocks()
  }
})

it('a code or a link counts for the sign-in that it was asked for, and no other of this browser', async () => {
  const client = await registerClient({ consent: 'skip' })
  const { browser, code, link } = await askAndRead(ADA, sub)
  const login = await browser.open(await client.requestUrl())
  const signin = login.form?.fields['signin'] ?? ''
  const typed = await type(browser, code, { signin })
  expect(new URL(typed.url).pathname).toBe('/login')
  const sealed = new URL(link).searchParams.get('link') ?? ''
  expect(isClosed(await browser.post('/login/link', { link: sealed, signin }))).toBe(true)
  expect(isSignedIn(await type(browser, code))).toBe(true)
})

it('costs 2 calls to ask and 3 rows where there is somebody, 2 rows for the mail', async () => {
  const sent = mailService()
  const browser = newBrowser()
  const asking = await spent(async () => {
    await askForCode(ADA, browser)
    await scheduler.wait(20)
  })
  expect(asking).toEqual({ calls: [2, 0], kvReads: 0, rows: 3 })
  expect(await spent(() => settle(sub))).toEqual({ calls: [], kvReads: 0, rows: 2 })
  const { code } = readMail(sent[0])
  const missing = await spent(async () => {
    await type(browser, wrong(code))
    await scheduler.wait(20)
  })
  expect(missing).toEqual({ calls: [2], kvReads: 0, rows: 2 })
  // The name, the code, the sign-in, and the name again, whose count is forgotten; then the first page.
  const signingIn = await spent(() => type(browser, code))
  expect(signingIn).toEqual({ calls: [4, 1], kvReads: 0, rows: 4 })
})

it('a link costs 2 calls, and as many rows but those of counting', async () => {
  const { browser, link } = await askAndRead(ADA, sub)
  const page = await browser.open(link)
  expect(await spent(() => browser.submit(page))).toEqual({ calls: [2, 1], kvReads: 0, rows: 2 })
})

const open = async (path: string, mail: string, init?: RequestInit) =>
  app.fetch(
    new Request(`https://op.amphora.test${path}`, init),
    { ...env, MAIL: mail },
    createExecutionContext(),
  )

it('where no mail is sent there is no such way, whatever the tenant says', async () => {
  expect(await (await open('/login', 'http')).text()).toContain('Email me a code')
  expect(await (await open('/login', '')).text()).not.toContain('Email me a code')
  for (const path of ['/login/code', '/login/link?link=x']) {
    expect((await open(path, '')).status).toBe(404)
  }
})

it('nor where the tenant does not let people in by mail', async () => {
  vi.setSystemTime(Date.now() + HOUR * 1000)
  const { browser, code, link } = await askAndRead(ADA, sub)
  await openWay({ sign_in_by_email: false })
  const login = await newBrowser().open('/login')
  expect(login.text).not.toContain('Email me a code')
  expect((await browser.open(link)).status).toBe(404)
  expect((await type(browser, code)).status).toBe(404)
  const asked = await askForCode(ADA, newBrowser())
  expect(asked.status, inWords(asked)).toBe(400)
  await openWay()
})
