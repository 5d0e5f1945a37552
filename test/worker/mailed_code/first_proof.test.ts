/** The first proof of an address ends all that was before it (catalogue 184, GHSA-g38m-r43w-p2q7). */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { enrolled } from '../factors/house.ts'
import { Authenticator } from '../passkeys/authenticator.ts'
import { expectRefused, ownerOf, usePasskey } from '../passkeys/house.ts'
import { isSignedIn as isAtHome } from '../people/account_house.ts'
import { mailService, newBrowser, settle } from '../recovery/house.ts'
import { inWords } from '../support/browser.ts'
import { PASSWORD, registerClient, registerPerson } from '../support/relying_party.ts'
import { isGood, newSession, newTokens } from '../support/signed_in.ts'
import type { Sub } from '../../../src/kernel/ids.ts'
import { askAndRead, isSignedIn, openWay, type } from './house.ts'

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await openWay()
})
afterEach(() => vi.restoreAllMocks())

/** Somebody has made an account under an address that is not theirs. */
async function hijackedAccount(email: string, claims: Record<string, unknown> = {}) {
  const sub = (await registerPerson(email, claims)) as Sub
  const attacker = newBrowser()
  expect(isSignedIn(await attacker.post('/login', { username: email, password: PASSWORD }))).toBe(
    true,
  )
  return { sub, attacker }
}

it('who made the account has neither password nor session nor grant any more (catalogue 184)', async () => {
  const email = 'victim@first-proof.amphora.test'
  const { sub, attacker } = await hijackedAccount(email)
  const client = await registerClient()
  const tokens = await newTokens(client, { sub, email, session: await newSession(sub) })
  expect(await isGood(tokens.access)).toBe(true)

  const { browser, code } = await askAndRead(email, sub)
  expect(isSignedIn(await type(browser, code))).toBe(true)

  expect(await isAtHome(attacker)).toBe(false)
  expect(await isGood(tokens.access)).toBe(false)
  const again = await attacker.post('/login', { username: email, password: PASSWORD })
  expect(again.status).toBe(400)
  const { body } = await admin('GET', `/users/${sub}`)
  expect(body).toMatchObject({ email_verified: true, has_password: false })
  expect((await admin('GET', `/users/${sub}/sessions`)).body['items']).toHaveLength(1)
  await settle(sub)
  const { body: audit } = await admin('GET', '/audit?event=email_proven')
  expect(audit['items']).toMatchObject([{ sub, actor: `sub:${sub}` }])
})

it('the second one ends nothing, nor does the first where the address was proven otherwise', async () => {
  const email = 'proven@first-proof.amphora.test'
  const { sub, attacker: other } = await hijackedAccount(email, { email_verified: true })
  const { browser, code } = await askAndRead(email, sub)
  expect(isSignedIn(await type(browser, code))).toBe(true)
  expect(await isAtHome(other)).toBe(true)
  const again = await newBrowser().post('/login', { username: email, password: PASSWORD })
  expect(isSignedIn(again)).toBe(true)
})

it('in the browser of a session that it ends, another one begins', async () => {
  const email = 'ada@first-proof.amphora.test'
  const sub = await registerPerson(email)
  const { browser, code } = await askAndRead(email, sub)
  await browser.post('/login', { username: email, password: PASSWORD })
  expect(isSignedIn(await type(browser, code))).toBe(true)
  expect((await admin('GET', `/users/${sub}/sessions`)).body['items']).toHaveLength(1)
})

it('an authenticator app that was set up before is gone, too (catalogue 184)', async () => {
  const { email, sub } = await enrolled()
  // The mail that tells of the app.
  mailService()
  await settle(sub)
  vi.restoreAllMocks()
  const { browser, code } = await askAndRead(email, sub)
  const page = await type(browser, code)
  expect(isSignedIn(page), inWords(page)).toBe(true)
  const { body } = await admin('GET', `/users/${sub}/second-factors`)
  expect(body).toMatchObject({ ways: [], recovery_codes_left: 0 })
})

it('a passkey that was added before opens nothing any more (catalogue 184)', async () => {
  const key = new Authenticator()
  const { email, sub } = await ownerOf(key)
  // The mail that tells of the passkey.
  mailService()
  await settle(sub)
  vi.restoreAllMocks()
  const { browser, code } = await askAndRead(email, sub)
  expect(isSignedIn(await type(browser, code))).toBe(true)
  const attacker = newBrowser()
  await expectRefused(attacker, await usePasskey(attacker, key))
  expect((await admin('GET', `/users/${sub}/passkeys`)).body['items']).toEqual([])
})
