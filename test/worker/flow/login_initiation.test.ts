/** A sign-in that has ended leads back to where another one begins (OpenID Connect Core §4). */
import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { Browser } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import {
  codeOf,
  registerClient,
  registerPerson,
  signIn,
  type TestClient,
} from '../support/relying_party.ts'

const ADA = 'ada@again.amphora.test'
const LINK = `href="https://rp.amphora.test/sign-in?from=op&amp;iss=${encodeURIComponent(ISSUER)}"`
let client: TestClient

beforeAll(async () => {
  await registerPerson(ADA)
  client = await registerClient({
    initiate_login_uri: 'https://rp.amphora.test/sign-in?from=op',
    consent: 'skip',
  })
})
beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }))
afterEach(() => vi.useRealTimers())

it('is linked, with iss, from a request that was used before', async () => {
  const browser = new Browser()
  const url = await client.requestUrl()
  codeOf(await signIn(browser, await browser.open(url), ADA))
  const page = await browser.open(url)
  expect(page.text).toContain('request_object_spent')
  expect(page.text).toContain(LINK)
})

it('is linked from a sign-in of which nothing is left, and the app is named', async () => {
  const browser = new Browser()
  const login = await browser.open(await client.requestUrl())
  vi.setSystemTime(Date.now() + 3_600_000)
  const page = await signIn(browser, login, ADA)
  expect(page.text).toMatch(/sign_in_(unknown|elsewhere)/)
  expect(page.text).toContain(LINK)
  expect(page.text).toContain('A shop')
})

it('is linked from nowhere for an app that has not registered it', async () => {
  const plain = await registerClient({ consent: 'skip', name: 'Plain' })
  const browser = new Browser()
  const url = await plain.requestUrl()
  codeOf(await signIn(browser, await browser.open(url), ADA))
  expect((await browser.open(url)).text).not.toContain('iss=')
})
