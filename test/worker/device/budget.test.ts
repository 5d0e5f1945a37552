/** What the requests of a device cost, held to the table of docs/architecture.md: object calls, rows, KV reads. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { USER_CODE_LETTERS } from '../../../src/domain/user_code.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser } from '../support/browser.ts'
import { approve, askCodes, enterCode, poll, registerDeviceClient } from '../support/device.ts'
import { registerPerson, type TestClient } from '../support/relying_party.ts'
import { tokensOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'

const ADA = 'ada@cost.amphora.test'
let tv: TestClient
/** Ada is signed in here. */
const browser = new Browser()

beforeAll(async () => {
  tv = await registerDeviceClient()
  await registerPerson(ADA)
  // The tenant tells KV all that it has to tell, for its rows are counted like everybody's.
  vi.setSystemTime(Date.now() + 1000_000)
  await runAlarms(MAIN_TENANT)
  await approve(browser, (await askCodes(tv)).userCode, ADA)
  await warmSlots()
})

afterEach(() => vi.restoreAllMocks())

/** The tables of every object that keeps devices are made by its first row, which is counted too. */
async function warmSlots(): Promise<void> {
  const letters = new Set<string>()
  while (letters.size < USER_CODE_LETTERS.length) {
    letters.add((await askCodes(tv)).userCode.charAt(0))
  }
}

/** A code of a device that was approved. */
async function approvedCode(): Promise<string> {
  const { deviceCode, userCode } = await askCodes(tv)
  await approve(browser, userCode, ADA)
  return deviceCode
}

describe('a device', () => {
  it.each<{
    name: string
    given?: () => Promise<string>
    ask: (given: string) => Promise<unknown>
    calls: number
    rows: number
  }>([
    { name: 'asks for codes', ask: () => askCodes(tv), calls: 1, rows: 1 },
    {
      name: 'polls while its person has not answered',
      given: async () => (await askCodes(tv)).deviceCode,
      ask: async (code) =>
        expect((await poll(tv, code)).body).toMatchObject({ error: 'authorization_pending' }),
      calls: 1,
      rows: 1,
    },
    {
      name: 'polls when its person has said yes',
      given: approvedCode,
      ask: async (code) => tokensOf(await poll(tv, code)),
      calls: 2,
      rows: 2,
    },
    {
      name: 'polls with a foreign code',
      ask: () => poll(tv, 'eyJhbGciOiJub25lIn0.e30.'),
      calls: 0,
      rows: 0,
    },
  ])('$name: $calls calls, $rows rows, no KV read', async ({ given, ask, calls, rows }) => {
    const ready = given ? await given() : ''
    expect(await spent(() => ask(ready))).toEqual({ calls: [calls], kvReads: 0, rows })
  })

  it('of a person who is signed in is entered with 1 call, shown with 2 and approved with 3: 2 rows', async () => {
    const { userCode } = await askCodes(tv)
    const cost = await spent(async () => {
      const approval = await enterCode(browser, userCode)
      await browser.submit(approval, { decision: 'approve' })
    })
    // The page for the code; the code; the page for the answer; the answer. Entered, answered.
    expect(cost).toEqual({ calls: [0, 1, 2, 3], kvReads: 0, rows: 2 })
  })
})
