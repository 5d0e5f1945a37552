/** What a device may cost over HTTP, held to the table of docs/architecture.md: object calls, rows, KV reads. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { USER_CODE_LETTERS } from '../../../src/domain/user_code.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser } from '../support/browser.ts'
import { approve, askCodes, poll, registerDeviceClient } from '../support/device.ts'
import { registerPerson, type TestClient } from '../support/relying_party.ts'
import { tokensOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'

const ADA = 'ada@device-budget.amphora.test'
let tv: TestClient
/** Ada has signed in here. */
let browser: Browser

beforeAll(async () => {
  tv = await registerDeviceClient()
  await registerPerson(ADA)
  // The tenant tells KV all that it has to tell, for its rows are counted like everybody's.
  vi.setSystemTime(Date.now() + 1000_000)
  await runAlarms(MAIN_TENANT)
  await warmSlots()
  browser = new Browser()
  const { deviceCode, userCode } = await askCodes(tv)
  await approve(browser, userCode, ADA)
  tokensOf(await poll(tv, deviceCode))
})
afterEach(() => vi.restoreAllMocks())

/** The tables of every object that keeps devices are made by its first row, which is counted too. */
async function warmSlots(): Promise<void> {
  const letters = new Set<string>()
  while (letters.size < USER_CODE_LETTERS.length) {
    letters.add((await askCodes(tv)).userCode.charAt(0))
  }
}

interface Budget {
  name: string
  /** What is needed first, and is not counted. */
  given?: () => Promise<string>
  ask: (given: string) => Promise<unknown>
  calls: number
  rows: number
}

describe('one request', () => {
  it.each<Budget>([
    { name: 'device authorization', ask: () => askCodes(tv), calls: 1, rows: 1 },
    {
      name: 'token, device_code, while the person has not answered',
      given: async () => (await askCodes(tv)).deviceCode,
      ask: async (code) =>
        expect((await poll(tv, code)).body).toMatchObject({ error: 'authorization_pending' }),
      calls: 1,
      rows: 1,
    },
    {
      name: 'token, device_code, of a device that was approved',
      given: async () => {
        const { deviceCode, userCode } = await askCodes(tv)
        await approve(browser, userCode, ADA)
        return deviceCode
      },
      ask: async (code) => tokensOf(await poll(tv, code)),
      calls: 2,
      rows: 2,
    },
    {
      name: 'token, device_code, a foreign one',
      ask: () => poll(tv, 'eyJhbGciOiJub25lIn0.e30.'),
      calls: 0,
      rows: 0,
    },
  ])('$name: $calls calls, $rows rows, no KV read', async ({ given, ask, calls, rows }) => {
    const ready = given ? await given() : ''
    expect(await spent(() => ask(ready))).toEqual({ calls: [calls], kvReads: 0, rows })
  })
})
