/** What a person's own page and its forms may cost over HTTP, held to the table of docs/account.md. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser } from '../support/browser.ts'
import { codeOf, PASSWORD, redeem, registerClient } from '../support/relying_party.ts'
import { newSession, tokensOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'
import type { Sub } from '../../../src/kernel/ids.ts'
import { ownerAtHome, type Owner } from './account_house.ts'

afterEach(() => vi.restoreAllMocks())

/** Has the tenant tell KV all that it has to tell, for its rows are counted like everybody's. */
async function settleTenant(): Promise<void> {
  vi.setSystemTime(Date.now() + 1000_000)
  await runAlarms(MAIN_TENANT)
}

const NEW = 'a horse that sleeps upside down'

interface Budget {
  name: string
  /** Sends the form, or opens the page; its answer leads on to a page that asks the person's object once more. */
  ask: (owner: Owner, form: string) => Promise<unknown>
  calls: number[]
  rows: number
}

describe('a person who looks after their account', () => {
  it.each<Budget>([
    {
      name: 'opens it',
      ask: ({ browser }) => browser.open('/account'),
      calls: [1],
      rows: 0,
    },
    {
      name: 'downloads their data',
      ask: ({ browser }) => browser.open('/account/data'),
      calls: [1],
      rows: 0,
    },
    {
      name: 'changes their profile',
      ask: ({ browser, sub }) => browser.post('/account/profile', { account: sub, name: 'Ada' }),
      calls: [2, 1],
      rows: 3,
    },
    {
      name: 'saves a profile that says what it said',
      ask: ({ browser, sub }) => browser.post('/account/profile', { account: sub }),
      calls: [2, 1],
      rows: 1,
    },
    {
      name: 'signs out everywhere else',
      ask: ({ browser, sub }) => browser.post('/account/sessions', { account: sub }),
      calls: [1, 1],
      rows: 2,
    },
    {
      name: 'takes back what was never given',
      ask: ({ browser, sub }) =>
        browser.post('/account/app', { account: sub, client_id: 'client_x' }),
      calls: [1, 1],
      rows: 0,
    },
    {
      name: 'changes their password',
      ask: ({ browser, sub }, form) =>
        browser.post('/account/password', {
          account: sub,
          form,
          current: PASSWORD,
          password: NEW,
          repeated: NEW,
        }),
      calls: [4, 1],
      rows: 7,
    },
  ])('who $name: $calls calls, $rows rows, no KV read', async ({ ask, calls, rows }) => {
    const owner = await ownerAtHome()
    await newSession(owner.sub as Sub)
    await settleTenant()
    const page = await owner.browser.open('/account/password')
    const cost = await spent(() => ask(owner, page.form?.fields['form'] ?? ''))
    expect(cost).toEqual({ calls, kvReads: 0, rows })
  })

  it('who takes access back: 1 call, and a row for the withdrawal, the event, the consent and each grant', async () => {
    const { browser, sub } = await ownerAtHome()
    const client = await registerClient()
    for (const decision of ['approve', 'approve']) {
      const page = await browser.open(await client.requestUrl())
      const done = page.left ? page : await browser.submit(page, { decision })
      tokensOf(await redeem(client, codeOf(done)))
    }
    await settleTenant()
    const fields = { account: sub, client_id: client.clientId }
    const cost = await spent(() => browser.post('/account/app', fields))
    expect(cost).toEqual({ calls: [1, 1], kvReads: 0, rows: 5 })
  })

  it('who ends one session: 1 call, and a row for the session and the event', async () => {
    const { browser, sub } = await ownerAtHome()
    const { sessionId } = await newSession(sub as Sub)
    await settleTenant()
    const fields = { account: sub, session: sessionId }
    const cost = await spent(() => browser.post('/account/session', fields))
    expect(cost).toEqual({ calls: [1, 1], kvReads: 0, rows: 2 })
  })

  it('who deletes it all: 8 calls', async () => {
    const { browser, sub } = await ownerAtHome()
    await settleTenant()
    const fields = { account: sub, current: PASSWORD }
    const { calls } = await spent(() => browser.post('/account/delete', fields))
    expect(calls).toEqual([8, 0])
  })

  it('whoever is not signed in costs nothing', async () => {
    const { browser } = await ownerAtHome()
    await browser.open('/account')
    const cost = await spent(() => new Browser().open('/account'))
    expect(cost).toEqual({ calls: [0, 0], kvReads: 0, rows: 0 })
  })
})
