/** What an account of one's own costs, held to the table of docs/architecture.md. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { mailService, newBrowser } from '../recovery/house.ts'
import { runAlarms } from '../registry/house.ts'
import { spent } from '../support/spent.ts'
import { ask, linkFor, PASSWORD, settings } from './house.ts'

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await settings({ sign_up: 'open' })
  await newBrowser().open('/signup')
  await runAlarms(MAIN_TENANT)
})
afterEach(() => vi.restoreAllMocks())

it('asking is 2 calls and 1 row, for the page and for the mail', async () => {
  mailService()
  expect(await spent(() => newBrowser().open('/signup'))).toEqual({
    calls: [0],
    kvReads: 0,
    rows: 0,
  })
  const asking = await spent(() => ask('eve@sign-up-budget.amphora.test'))
  expect(asking).toEqual({ calls: [2], kvReads: 0, rows: 1 })
})

it('looking at the link is 1 call and no row; the account is 5 calls and 4 rows', async () => {
  const browser = newBrowser()
  const link = await linkFor('ada@sign-up-budget.amphora.test')
  const looking = await spent(() => browser.open(link))
  expect(looking).toEqual({ calls: [1], kvReads: 0, rows: 0 })
  const page = await browser.open(link)
  const making = await spent(() => browser.submit(page, { password: PASSWORD }))
  // Made, and the account's page after it.
  expect(making).toEqual({ calls: [5, 1], kvReads: 0, rows: 4 })
})

it('a link that is not ours costs nothing', async () => {
  const looking = await spent(() => newBrowser().open('/signup/account?link=AQAA'))
  expect(looking).toEqual({ calls: [0], kvReads: 0, rows: 0 })
})
