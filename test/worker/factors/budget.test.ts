/** What a second factor costs, held to the table of docs/architecture.md. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { mailService, settle } from '../recovery/house.ts'
import { runAlarms } from '../registry/house.ts'
import { PASSWORD } from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'
import { atHome, codeFor, enrolled, keyOn, newBrowser, type Enrolled } from './house.ts'

let ada: Enrolled

beforeAll(async () => {
  mailService()
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  ada = await enrolled()
  await settle(ada.sub)
  await runAlarms(MAIN_TENANT)
})
afterEach(() => vi.restoreAllMocks())

it('a code is 2 calls and 4 rows, after the 4 calls and 2 rows of the password', async () => {
  const browser = newBrowser()
  const page = await browser.open('/login')
  const typed = { username: ada.email, password: PASSWORD }
  let second = page
  // The password, and the page that asks for the code.
  const first = await spent(async () => {
    second = await browser.submit(page, typed)
  })
  expect(first).toEqual({ calls: [4, 1], kvReads: 0, rows: 2 })
  const code = await codeFor(ada.key)
  // The code, and the page that it leads to.
  const done = await spent(() => browser.submit(second, { code }))
  expect(done).toEqual({ calls: [2, 1], kvReads: 0, rows: 4 })
})

it('a recovery code is 2 calls and 6 rows, the mail that tells of it among them', async () => {
  const browser = newBrowser()
  const typed = { username: ada.email, password: PASSWORD }
  await browser.submit(await browser.open('/login'), typed)
  const page = await browser.open('/login/second?way=recovery_code')
  const done = await spent(() => browser.submit(page, { code: ada.recoveryCodes[0] ?? '' }))
  expect(done).toEqual({ calls: [2, 1], kvReads: 0, rows: 6 })
})

it('a wrong code is 2 calls with the page that says so, and 1 row', async () => {
  const browser = newBrowser()
  const typed = { username: ada.email, password: PASSWORD }
  const page = await browser.submit(await browser.open('/login'), typed)
  const wrong = await spent(() => browser.submit(page, { code: '000000' }))
  expect(wrong).toEqual({ calls: [2], kvReads: 0, rows: 1 })
})

it('setting an app up is 1 call to look, and 1 call and 8 rows to do it, the mail among them', async () => {
  const { browser } = await atHome()
  let page = await browser.open('/account/security/totp')
  const looking = await spent(async () => {
    page = await browser.open('/account/security/totp')
  })
  expect(looking).toEqual({ calls: [1], kvReads: 0, rows: 0 })
  const code = await codeFor(keyOn(page))
  const made = await spent(() => browser.submit(page, { code }))
  expect(made).toEqual({ calls: [1], kvReads: 0, rows: 8 })
})
