/** What passkeys cost over HTTP, held to the table of docs/architecture.md: object calls, rows, KV reads. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { base64url } from '../../../src/kernel/encoding.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { randomBytes } from '../../../src/kernel/random.ts'
import { runAlarms } from '../registry/house.ts'
import { spent } from '../support/spent.ts'
import { PASSWORD } from '../support/relying_party.ts'
import { Authenticator, type RequestOptions } from './authenticator.ts'
import {
  askFor,
  creationOptions,
  newBrowser,
  newOwner,
  ownerOf,
  postRaw,
  requestOptions,
} from './house.ts'

const key = new Authenticator()

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await ownerOf(key)
  await newBrowser().open('/login')
  await runAlarms(MAIN_TENANT)
  await scheduler.wait(50)
})
afterEach(() => vi.restoreAllMocks())

it('a challenge is no call; a sign-in by passkey is 3 calls and 2 rows', async () => {
  const browser = newBrowser()
  const asking = await spent(() => requestOptions(browser))
  expect(asking).toEqual({ calls: [0], kvReads: 0, rows: 0 })
  const credential = await key.get(await requestOptions(browser))
  const signIn = () => postRaw(browser, '/login/passkey', { next: 'account', credential })
  expect(await spent(signIn)).toEqual({ calls: [3], kvReads: 0, rows: 2 })
})

it.each([
  { name: 'of a page that is not ours', lies: { origin: 'https://evil.example' }, calls: 0 },
  {
    name: 'to a challenge that is not ours',
    lies: { challenge: base64url(randomBytes(32)) },
    calls: 0,
  },
  { name: 'of an unknown key', lies: { id: base64url(randomBytes(32)) }, calls: 1 },
  { name: 'by another than its owner', lies: { userHandle: base64url(randomBytes(32)) }, calls: 1 },
  { name: 'that is not signed', lies: { signature: new Uint8Array(70) }, calls: 2 },
])('an answer $name is $calls calls and no row', async ({ lies, calls }) => {
  const browser = newBrowser()
  const credential = await key.get(await requestOptions(browser), lies)
  const refused = await spent(() => postRaw(browser, '/login/passkey', { credential }))
  expect(refused).toEqual({ calls: [calls], kvReads: 0, rows: 0 })
})

it('a passkey more is 3 calls and 4 rows: its name, itself, an event and a mail', async () => {
  const owner = await newOwner()
  const options = await creationOptions(owner)
  const credential = await new Authenticator().create(options)
  const fields = { account: owner.sub, credential }
  const added = await spent(() => postRaw(owner.browser, '/account/passkeys', fields))
  expect(added).toEqual({ calls: [3], kvReads: 0, rows: 4 })
})

it('a passkey after a password is 2 calls to ask for, and 2 calls and 2 rows to prove', async () => {
  const second = new Authenticator()
  const { email } = await ownerOf(second)
  const browser = newBrowser()
  const asked = await browser.open('/login?next=security')
  await browser.submit(asked, { username: email, password: PASSWORD })
  const path = '/login/second/passkey/challenge'
  const asking = await spent(() => postRaw(browser, path, { next: 'security' }))
  expect(asking).toEqual({ calls: [2], kvReads: 0, rows: 0 })
  const options = await askFor<RequestOptions>(browser, path, { next: 'security' })
  const credential = await second.get(options)
  const proving = () => postRaw(browser, '/login/second/passkey', { next: 'security', credential })
  expect(await spent(proving)).toEqual({ calls: [2], kvReads: 0, rows: 2 })
})
