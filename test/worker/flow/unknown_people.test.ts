/** Nobody learns at the sign-in who has an account: not by words, cookies, calls, rows or hashes (catalogue 164, 167). */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { Authenticator } from '../passkeys/authenticator.ts'
import { ownerOf } from '../passkeys/house.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser, type Page } from '../support/browser.ts'
import { registerClient, registerPerson, type TestClient } from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'

let client: TestClient
let people = 0

// The platform runs no alarm of a time that was set ahead: what it writes is not counted among what a sign-in does.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  client = await registerClient()
})
afterEach(() => vi.restoreAllMocks())

/** All that can be seen of a sign-in by this name, which fails, and what it takes. */
async function tried(browser: Browser, login: Page, username: string) {
  const compared = vi.spyOn(crypto.subtle, 'timingSafeEqual')
  const pages: Page[] = []
  const cost = await spent(async () => {
    pages.push(await browser.submit(login, { username, password: 'not the password' }))
  })
  const hashes = compared.mock.calls.length
  vi.restoreAllMocks()
  return pages.map(({ status, headers, text, url }) => ({
    status,
    headers: [...headers.keys()],
    text: text.replaceAll(username, '…'),
    url,
    cookies: [...browser.cookies],
    cost,
    hashes,
  }))
}

it.each<{ name: string; make?: (email: string) => Promise<string | undefined> }>([
  { name: 'somebody who does not exist' },
  { name: 'a name that could be nobody', make: async () => 'not an address' },
  {
    name: 'somebody who is disabled',
    make: async (email) => {
      await admin('PATCH', `/users/${await registerPerson(email)}`, { disabled: true })
      return email
    },
  },
  {
    name: 'somebody without a password',
    make: async (email) => {
      await admin('POST', '/users', { email })
      return email
    },
  },
  {
    name: 'somebody whose address is proven',
    make: async (email) => {
      await registerPerson(email, { email_verified: true })
      return email
    },
  },
  {
    name: 'somebody who has a passkey',
    make: async () => (await ownerOf(new Authenticator())).email,
  },
])('$name is answered as any wrong password is (catalogue 164, 167)', async ({ make }) => {
  const known = `known${++people}@unknown.amphora.test`
  const other = `other${people}@unknown.amphora.test`
  await registerPerson(known)
  const username = (await make?.(other)) ?? other
  const browser = new Browser({ 'CF-Connecting-IP': `198.51.100.${people}` })
  const login = await browser.open(await client.requestUrl())
  await runAlarms(MAIN_TENANT)
  const [wrong] = await tried(browser, login, known)
  const [answer] = await tried(browser, login, username)
  expect(answer).toEqual(wrong)
  // The sign-in, the name and the person; the attempt; and one hash.
  expect(wrong).toMatchObject({ status: 400, cost: { calls: [3], kvReads: 0, rows: 1 }, hashes: 1 })
})
