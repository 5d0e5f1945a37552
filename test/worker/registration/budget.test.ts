/** What registering costs: object calls, rows (docs/architecture.md). */
import { beforeAll, expect, it, vi } from 'vitest'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { runAlarms } from '../registry/house.ts'
import { spent } from '../support/spent.ts'
import { leave, MINIMAL, openRegistration, register, registered, send } from './house.ts'

beforeAll(async () => {
  await openRegistration()
  // Warm: an isolate that has answered before.
  await registered()
  await runAlarms(MAIN_TENANT)
})

interface Cost {
  calls: number
  rows: number
}

async function costOf(work: () => Promise<unknown>): Promise<Cost> {
  await runAlarms(MAIN_TENANT)
  const { calls, rows } = await spent(work)
  vi.restoreAllMocks()
  return { calls: Number(calls.at(-1)), rows }
}

it('costs no more than it must', async () => {
  const { token } = await leave()
  const byToken = await costOf(() => register(MINIMAL, token))
  const open = await costOf(() => register(MINIMAL))
  const own = await registered()
  const read = await costOf(() => send('GET', own.uri, { token: own.token }))
  const body = { ...MINIMAL, client_id: own.clientId }
  const replaced = await costOf(() => send('PUT', own.uri, { token: own.token, body }))
  const foreign = await costOf(() => register(MINIMAL, 'made-up'))
  const unknown = await costOf(() => send('GET', `${own.uri}x`, { token: own.token }))
  const deleted = await costOf(() => send('DELETE', own.uri, { token: own.token }))
  const measured = { byToken, open, read, replaced, foreign, unknown, deleted }
  const most: Record<keyof typeof measured, Cost> = {
    byToken: { calls: 3, rows: 4 },
    open: { calls: 2, rows: 4 },
    read: { calls: 1, rows: 0 },
    replaced: { calls: 3, rows: 3 },
    foreign: { calls: 0, rows: 0 },
    unknown: { calls: 0, rows: 0 },
    deleted: { calls: 2, rows: 4 },
  }
  // A call less is spent where KV has the newest copy already, which is a matter of moments.
  const over = Object.entries(most).filter(([name, { calls, rows }]) => {
    const cost = measured[name as keyof typeof measured]
    return cost.calls > calls || cost.rows > rows
  })
  expect(over, JSON.stringify(measured)).toEqual([])
})
