/** What a sign-out may cost over HTTP, held to the table of docs/architecture.md. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser } from '../support/browser.ts'
import { codeOf, redeem, registerClient, registerPerson, signIn } from '../support/relying_party.ts'
import { tokensOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'

const ADA = 'ada@sign-out-budget.amphora.test'

beforeAll(async () => {
  await registerPerson(ADA)
})
afterEach(() => vi.restoreAllMocks())

/** Has the tenant tell KV all that it has to tell, for its rows are counted like everybody's. */
async function settleTenant(): Promise<void> {
  vi.setSystemTime(Date.now() + 1000_000)
  await runAlarms(MAIN_TENANT)
}

describe('a sign-out', () => {
  it.each([
    { name: 'of a session that no client is told of', metadata: {}, redeemed: 1, ended: 1 },
    {
      name: 'of one that a client is told of, which costs a row when it begins to know and one at the end',
      metadata: {
        frontchannel_logout_uri: 'https://rp.amphora.test/out',
        backchannel_logout_uri: 'https://rp.amphora.test/told',
      },
      redeemed: 2,
      ended: 2,
    },
  ])('$name: 1 call, $ended rows, no KV read', async ({ metadata, redeemed, ended }) => {
    const app = await registerClient({ consent: 'skip', ...metadata })
    await settleTenant()
    const own = new Browser()
    const code = codeOf(await signIn(own, await own.open(await app.requestUrl()), ADA))
    let hint = ''
    const beginning = await spent(async () => {
      hint = tokensOf(await redeem(app, code)).id
    })
    expect(beginning).toEqual({ calls: [1], kvReads: 0, rows: redeemed })
    const end = await spent(() =>
      own.open(`/oauth/logout?${new URLSearchParams({ id_token_hint: hint })}`),
    )
    expect(end).toEqual({ calls: [1], kvReads: 0, rows: ended })
  })
})
