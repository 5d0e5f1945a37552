/** Terms that are newer than the account: asked for before anybody goes on, and written down. */
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { codeFor, keyOn } from '../factors/house.ts'
import { mailService } from '../recovery/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { askCodes, enterCode, registerDeviceClient } from '../support/device.ts'
import {
  codeOf,
  PASSWORD,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'
import { logOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'

let client: TestClient
let ada: string
let sub: string
let browser: Browser

/** The newest terms are of this version. */
const demand = (version: string) =>
  admin('PATCH', '/tenant', {
    branding: { links: { terms_uri: 'https://id.example/terms' } },
    terms_version: version,
  })

beforeAll(async () => {
  client = await registerClient({ consent: 'skip' })
})
beforeEach(async () => {
  await demand('2')
  ada = `${randomToken(9).toLowerCase()}@terms.amphora.test`
  sub = await registerPerson(ada)
  browser = new Browser()
})

const isTerms = (page: Page) => new URL(page.url).pathname === '/login/terms'
const accept = (page: Page) => browser.submit(page, { decision: 'approve' })
const decline = (page: Page) => browser.submit(page, { decision: 'deny' })
const termsOf = async (): Promise<unknown> => (await admin('GET', `/users/${sub}`)).body['terms']
const toApp = async (claims = {}) => browser.open(await client.requestUrl(claims))
const toOwnPage = async () =>
  browser.submit(await browser.open('/login?next=account'), { username: ada, password: PASSWORD })

describe('whoever has not accepted the terms as they are', () => {
  it('is asked after they have signed in, goes on to the app, and is asked once', async () => {
    const page = await signIn(browser, await toApp(), ada)
    expect(isTerms(page), inWords(page)).toBe(true)
    expect(page.text).toContain('href="https://id.example/terms"')
    expect(await termsOf()).toBeUndefined()
    codeOf(await accept(page))
    expect(await termsOf()).toMatchObject({ version: '2' })
    codeOf(await toApp())
  })

  it('is asked in the session that there is, when the version has changed', async () => {
    codeOf(await accept(await signIn(browser, await toApp(), ada)))
    await demand('3')
    const page = await toApp()
    expect(isTerms(page), inWords(page)).toBe(true)
    codeOf(await accept(page))
    expect(await termsOf()).toMatchObject({ version: '3' })
  })

  it('is asked where no app waits, and goes on to the page that they wanted', async () => {
    const page = await toOwnPage()
    expect(isTerms(page), inWords(page)).toBe(true)
    expect(new URL((await accept(page)).url).pathname).toBe('/account')
    browser.cookies.clear()
    expect(new URL((await toOwnPage()).url).pathname).toBe('/account')
  })

  it('is asked after a second factor was set up, too', async () => {
    mailService()
    await admin('PATCH', '/tenant', { second_factor: 'required' })
    const page = await toOwnPage()
    const codes = await browser.submit(page, { code: await codeFor(keyOn(page)) })
    const [, next = ''] = /id="codes-kept" href="([^"]+)"/.exec(codes.text) ?? []
    const terms = await browser.open(next.replaceAll('&amp;', '&'))
    expect(isTerms(terms), inWords(terms)).toBe(true)
    expect(new URL((await accept(terms)).url).pathname).toBe('/account')
    await admin('PATCH', '/tenant', { second_factor: 'optional' })
    vi.restoreAllMocks()
  })

  it('is asked before a device is let in (RFC 8628 §3.3)', async () => {
    const device = await registerDeviceClient()
    const codes = await askCodes(device)
    const page = await signIn(browser, await enterCode(browser, codes.userCode), ada)
    expect(isTerms(page), inWords(page)).toBe(true)
    const approval = await accept(page)
    expect(approval.form?.action, inWords(approval)).toBe('/consent')
  })

  it('reads on their own page when they have accepted', async () => {
    await accept(await toOwnPage())
    const account = await browser.open('/account')
    expect(account.text).toContain('You accepted the terms of service.')
    expect(account.text).toMatch(/version <bdi>2<\/bdi>/)
  })

  it('gets no further by any other page of the sign-in', async () => {
    const page = await signIn(browser, await toApp(), ada)
    const signin = new URL(page.url).searchParams.get('signin') ?? ''
    for (const path of ['/login', '/consent']) {
      const next = await browser.open(`${path}?signin=${signin}`)
      expect(isTerms(next), `${path} ${inWords(next)}`).toBe(true)
    }
    const consent = await browser.post('/consent', { signin, account: sub, decision: 'approve' })
    expect(consent.left).toBeUndefined()
    expect(await termsOf()).toBeUndefined()
  })
})

describe('where no page may be shown', () => {
  it('the app hears interaction_required (OpenID Connect Core §3.1.2.6)', async () => {
    codeOf(await accept(await signIn(browser, await toApp(), ada)))
    codeOf(await toApp({ prompt: 'none' }))
    await demand('3')
    const { left } = await toApp({ prompt: 'none' })
    expect(left?.searchParams.get('error')).toBe('interaction_required')
  })
})

describe('whoever does not accept', () => {
  it('goes back to the app, which is told so (RFC 6749 §4.1.2.1)', async () => {
    const { left } = await decline(await signIn(browser, await toApp(), ada))
    expect(left?.searchParams.get('error')).toBe('access_denied')
    expect(await termsOf()).toBeUndefined()
  })

  it('is led out where no app waits, and can still look after their account', async () => {
    const page = await toOwnPage()
    expect(new URL((await decline(page)).url).pathname).toBe('/logout')
    expect((await browser.open('/account')).text).toContain('Delete your account')
    expect(await termsOf()).toBeUndefined()
  })
})

describe('what is accepted', () => {
  it('is what was shown: terms that have changed meanwhile are shown again', async () => {
    const page = await signIn(browser, await toApp(), ada)
    await demand('3')
    const again = await accept(page)
    expect(isTerms(again), inWords(again)).toBe(true)
    expect(await termsOf()).toBeUndefined()
  })

  it('is accepted by whom it was shown to', async () => {
    const page = await signIn(browser, await toApp(), ada)
    const other = `${randomToken(9).toLowerCase()}@terms.amphora.test`
    await registerPerson(other)
    await browser.post('/login', { username: other, password: PASSWORD })
    expect(isTerms(await accept(page))).toBe(true)
    expect(await termsOf()).toBeUndefined()
  })

  it('keeps the time of the first of several answers, and one code comes of them', async () => {
    const page = await signIn(browser, await toApp(), ada)
    const answers = await Promise.all([accept(page), accept(page), accept(page)])
    answers.forEach(codeOf)
    const { body } = await admin('GET', `/users/${sub}/events`)
    const events = body['items'] as { event: string }[]
    expect(events.filter(({ event }) => event === 'terms_accepted')).toHaveLength(1)
  })
})

it('costs whoever has accepted no call more', async () => {
  codeOf(await accept(await signIn(browser, await toApp(), ada)))
  const requests = logOf('request')
  codeOf(await toApp())
  expect(requests().at(-1)).toMatchObject({ path: '/oauth/authorize', object_calls: 2 })
})

it('costs one call and two rows to accept, and then what the page costs that they wanted', async () => {
  const page = await toOwnPage()
  const form = page.form?.fields ?? {}
  const { calls, rows } = await spent(() =>
    browser.post('/login/terms', { ...form, decision: 'approve' }),
  )
  expect({ calls, rows }).toEqual({ calls: [1, 1], rows: 2 })
})

it('nobody is asked where there are no terms', async () => {
  await demand('')
  codeOf(await signIn(browser, await toApp(), ada))
})
