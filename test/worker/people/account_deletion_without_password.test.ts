/** The end of an account that has no password: whoever has just proven themselves, by whatever way they have, says so. */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { randomToken } from '../../../src/kernel/random.ts'
import { admin } from '../admin/house.ts'
import { askForCode, openWay, readMail, type } from '../mailed_code/house.ts'
import { mailService, newBrowser, settle } from '../recovery/house.ts'
import { inWords, type Browser, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'

let sub: string
let email: string
let browser: Browser

beforeAll(() => openWay())
beforeEach(async () => {
  email = `${randomToken(9).toLowerCase()}@farewell.amphora.test`
  sub = String((await admin('POST', '/users', { email, email_verified: true })).body['sub'])
  browser = newBrowser()
  await prove()
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

/** By a code in the mail: there is no other way. */
async function prove(fields = {}): Promise<Page> {
  const sent = mailService()
  const page = await askForCode(email, browser, fields)
  await settle(sub)
  const { code } = readMail(sent.find(({ mail }) => mail.text.includes('/login/link')))
  return page.form ? browser.submit(page, { code }) : type(browser, code)
}

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const isThere = async () => (await admin('GET', `/users/${sub}`)).status === 200
const isDeleted = ({ url }: Page) => url === `${ISSUER}/account/deleted`

it('is asked for no password, and everything goes at once', async () => {
  const page = await browser.open('/account/delete')
  expect(page.text, inWords(page)).not.toContain('type="password"')
  expect(page.text).toContain(email)
  const deleted = await browser.submit(page)
  expect(isDeleted(deleted), inWords(deleted)).toBe(true)
  expect(await isThere()).toBe(false)
  const { body } = await admin('GET', '/audit?event=user.deleted')
  expect(body['items']).toContainEqual(expect.objectContaining({ sub, actor: `sub:${sub}` }))
})

describe('after five minutes (ASVS 7.5.1)', () => {
  it('they prove themselves again, come back, and confirm', async () => {
    pass(301)
    const page = await browser.open('/account/delete')
    expect(page.url).toContain('/login?next=delete&prove=again')
    const back = await prove(page.form?.fields)
    expect(new URL(back.url).pathname, inWords(back)).toBe('/account/delete')
    expect(isDeleted(await browser.submit(back))).toBe(true)
    expect(await isThere()).toBe(false)
  })

  it('the form that stood open does nothing', async () => {
    const page = await browser.open('/account/delete')
    pass(301)
    expect((await browser.submit(page)).url).toContain('/login?next=delete&prove=again')
    expect(await isThere()).toBe(true)
  })
})

it('a session that has ended deletes nothing', async () => {
  const page = await browser.open('/account/delete')
  await admin('DELETE', `/users/${sub}/sessions`)
  await browser.submit(page)
  expect(await isThere()).toBe(true)
})

it('somebody who has a password is not let off it by leaving it out', async () => {
  await admin('PATCH', `/users/${sub}`, { password: 'correct horse battery' })
  await prove()
  const page = await browser.open('/account/delete')
  expect(page.text).toContain('type="password"')
  const refused = await browser.submit({ ...page, form: page.form && without(page.form) })
  expect(refused.status, inWords(refused)).toBe(400)
  expect(await isThere()).toBe(true)
})

const without = ({ action, fields: { current: _, ...fields } }: NonNullable<Page['form']>) => ({
  action,
  fields,
})

it('a form that is sent twice at once deletes once, and errs in neither', async () => {
  const form = await browser.open('/account/delete')
  const pages = await Promise.all([browser.submit(form), browser.submit(form)])
  expect(pages.filter(({ status }) => status >= 500)).toEqual([])
  expect(pages.some(isDeleted)).toBe(true)
  expect(await isThere()).toBe(false)
})
