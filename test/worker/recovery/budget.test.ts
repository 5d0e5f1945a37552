/** What a recovery costs, held to the table of docs/architecture.md. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { runAlarms } from '../registry/house.ts'
import { registerPerson } from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'
import { ask, linkIn, mailService, newBrowser, settle, useLink } from './house.ts'

const ADA = 'ada@recovery-budget.amphora.test'
let sub: string

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  sub = await registerPerson(ADA, { email_verified: true })
  await newBrowser().open('/recover')
  await runAlarms(MAIN_TENANT)
})
afterEach(() => vi.restoreAllMocks())

it('asking is 2 calls, and 3 rows where there is somebody; the mail is 2 rows more', async () => {
  mailService()
  const asking = await spent(async () => {
    await ask(ADA)
    await scheduler.wait(20)
  })
  expect(asking).toEqual({ calls: [2], kvReads: 0, rows: 3 })
  expect(await spent(() => settle(sub))).toEqual({ calls: [], kvReads: 0, rows: 2 })
  const nobody = await spent(() => ask('nobody@recovery-budget.amphora.test'))
  expect(nobody).toEqual({ calls: [2], kvReads: 0, rows: 1 })
})

it('looking at the link is 1 call and no row; the new password is 3 calls and 4 rows', async () => {
  const sent = mailService()
  await ask(ADA)
  await settle(sub)
  const link = linkIn(sent[0])
  expect(await spent(() => newBrowser().open(link))).toEqual({ calls: [1], kvReads: 0, rows: 0 })
  // Looked at, set, and the page after it.
  expect(await spent(() => useLink(link))).toEqual({ calls: [1, 3, 0], kvReads: 0, rows: 4 })
})
