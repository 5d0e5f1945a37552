/** The sign-in page as a tenant wants it: the name first or all at once, and whether a browser may keep its people. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { newBrowser } from '../recovery/house.ts'
import { inWords, type Page } from '../support/browser.ts'
import { PASSWORD, registerClient, registerPerson } from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'
import { askAndRead, isSignedIn, openWay } from './house.ts'

const ADA = 'ada@form.amphora.test'
let sub: string

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  sub = await registerPerson(ADA, { email_verified: true })
})
beforeEach(() => openWay({ sign_in_form: 'combined', remember_me: true }))
afterEach(() => vi.restoreAllMocks())

describe('the name first', () => {
  beforeEach(() => openWay({ sign_in_form: 'identifier_first' }))

  it('is asked for alone, then the ways to prove it, each on a page of its own', async () => {
    const browser = newBrowser()
    const first = await browser.open('/login')
    expect(Object.keys(first.form?.fields ?? {})).toEqual(['username'])
    const second = await browser.submit(first, { username: ADA })
    expect(Object.keys(second.form?.fields ?? {})).toEqual(['username', 'password'])
    expect(second.text).toContain('Email me a code')
    expect(second.form?.fields['username']).toBe(ADA)
    expect(isSignedIn(await browser.submit(second, { password: PASSWORD }))).toBe(true)
  })

  it('is asked of nobody: known and unknown see the same page (catalogue 164)', async () => {
    await newBrowser().open('/login')
    const pages: Page[] = []
    const cost = await spent(async () => {
      for (const username of [ADA, 'nobody@form.amphora.test']) {
        pages.push(await newBrowser().post('/login', { username }))
      }
    })
    expect(cost).toEqual({ calls: [0, 0], kvReads: 0, rows: 0 })
    const [known, unknown] = pages
    expect(unknown?.text.replaceAll('nobody@', 'ada@')).toBe(known?.text)
    expect(unknown?.status).toBe(known?.status)
  })

  it('a wrong password leaves the name as it is', async () => {
    const page = await newBrowser().post('/login', { username: ADA, password: 'wrong' })
    expect(page.status).toBe(400)
    expect(page.form?.fields['username']).toBe(ADA)
    expect(page.text).toContain('readonly')
  })

  it('a page without one says so', async () => {
    const page = await newBrowser().post('/login', { username: '' })
    expect(page.text).toContain('Enter your email address first.')
    expect(Object.keys(page.form?.fields ?? {})).toEqual(['username'])
  })

  it('goes on with the sign-in of an app', async () => {
    const client = await registerClient({ consent: 'skip' })
    const browser = newBrowser()
    const first = await browser.open(await client.requestUrl())
    const second = await browser.submit(first, { username: ADA })
    expect(second.text).toContain('A shop')
    expect((await browser.submit(second, { password: PASSWORD })).left).toBeDefined()
  })
})

/** How long a browser keeps the cookie of whoever signs in like this. */
async function cookieAge(signIn: () => Promise<unknown>): Promise<number | undefined> {
  const ages: (number | undefined)[] = []
  const read = vi.spyOn(Headers.prototype, 'getSetCookie')
  await signIn()
  for (const { value } of read.mock.results) {
    for (const line of value as string[]) {
      if (!line.startsWith('__Host-session=')) continue
      const [, age] = /Max-Age=(\d+)/.exec(line) ?? []
      ages.push(age === undefined ? undefined : Number(age))
    }
  }
  read.mockRestore()
  expect(ages.length).toBeGreaterThan(0)
  return ages.at(-1)
}

describe('a browser', () => {
  it.each([
    { name: 'forgets its people when it is closed', fields: {}, age: undefined },
    { name: 'keeps them where they want it', fields: { remember: 'yes' }, age: 30 * DAY },
  ])('$name', async ({ fields, age }) => {
    const browser = newBrowser()
    const signIn = () => browser.post('/login', { username: ADA, password: PASSWORD, ...fields })
    expect(await cookieAge(signIn)).toBe(age)
  })

  it('keeps who wanted it on the way to a code', async () => {
    const { browser, page, code } = await askAndRead(ADA, sub, { remember: 'yes' })
    expect(page.form?.fields['remember']).toBe('yes')
    vi.restoreAllMocks()
    const age = await cookieAge(() => browser.submit(page, { code }))
    expect(age).toBe(30 * DAY)
  })

  it('keeps who wanted it on the way to a link, which knows nothing of it', async () => {
    const { browser, link } = await askAndRead(ADA, sub, { remember: 'yes' })
    vi.restoreAllMocks()
    const page = await browser.open(link)
    expect(await cookieAge(() => browser.submit(page))).toBe(30 * DAY)
  })

  it('keeps them for as long as the tenant says', async () => {
    await openWay({ session_absolute_lifetime: 7 * DAY })
    const browser = newBrowser()
    const fields = { username: ADA, password: PASSWORD, remember: 'yes' }
    expect(await cookieAge(() => browser.post('/login', fields))).toBe(7 * DAY)
    await openWay({ session_absolute_lifetime: 30 * DAY })
  })

  it('keeps them through what writes the cookie anew, until somebody wants it otherwise', async () => {
    const browser = newBrowser()
    const fields = { username: ADA, password: PASSWORD }
    await browser.post('/login', { ...fields, remember: 'yes' })
    const bob = `bob@form.amphora.test`
    await registerPerson(bob)
    const page = await browser.open('/login')
    expect(page.form?.fields['remember']).toBe('yes')
    const choose = () => browser.post('/login', { ...fields, username: bob, remember: 'yes' })
    expect(await cookieAge(choose)).toBe(30 * DAY)
    expect(await cookieAge(() => browser.post('/login', fields))).toBeUndefined()
    expect((await browser.open('/login')).form?.fields['remember']).toBeUndefined()
  })

  it('is not asked where the tenant does not want it, whatever a form says', async () => {
    await openWay({ remember_me: false })
    const browser = newBrowser()
    expect((await browser.open('/login')).text).not.toContain('Stay signed in')
    const fields = { username: ADA, password: PASSWORD, remember: 'yes' }
    expect(await cookieAge(() => browser.post('/login', fields))).toBeUndefined()
  })

  it('that is kept lets nobody in whose session has ended', async () => {
    const browser = newBrowser()
    const fields = { username: ADA, password: PASSWORD, remember: 'yes' }
    const home = await browser.post('/login', fields)
    expect(isSignedIn(home), inWords(home)).toBe(true)
    await admin('DELETE', `/users/${sub}/sessions`)
    expect((await browser.open('/account')).url).toContain('/login')
  })
})
