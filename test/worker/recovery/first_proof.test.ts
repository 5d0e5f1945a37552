/**
 * The link of a forgotten password proves the mailbox, too. Where nobody had proven the address, it begins the account anew
 * (catalogue 184, GHSA-g38m-r43w-p2q7); where somebody had, it is a new password and no more (catalogue 179).
 */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { enrolled } from '../factors/house.ts'
import { Authenticator } from '../passkeys/authenticator.ts'
import { expectRefused, ownerOf, usePasskey } from '../passkeys/house.ts'
import { isSignedIn } from '../mailed_code/house.ts'
import { inWords } from '../support/browser.ts'
import {
  isChanged,
  linkFor,
  mailService,
  newBrowser,
  NEW_PASSWORD,
  settle,
  useLink,
} from './house.ts'

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(() => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
})
afterEach(() => vi.restoreAllMocks())

/** What was mailed before is not looked at. */
async function mailsSent(sub: string): Promise<void> {
  mailService()
  await settle(sub)
  vi.restoreAllMocks()
}

it('a passkey that was added before opens nothing any more, and the address is proven', async () => {
  const key = new Authenticator()
  const { email, sub } = await ownerOf(key)
  await mailsSent(sub)
  expect(isChanged(await useLink(await linkFor(email, sub)))).toBe(true)
  const attacker = newBrowser()
  await expectRefused(attacker, await usePasskey(attacker, key))
  expect((await admin('GET', `/users/${sub}/passkeys`)).body['items']).toEqual([])
  const { body } = await admin('GET', `/users/${sub}`)
  expect(body).toMatchObject({ email_verified: true, has_password: true })
  const own = await newBrowser().post('/login', { username: email, password: NEW_PASSWORD })
  expect(isSignedIn(own), inWords(own)).toBe(true)
})

it('an address that was proven keeps its second factor: the mailbox alone opens nothing', async () => {
  const { email, sub } = await enrolled()
  await admin('PATCH', `/users/${sub}`, { email_verified: true })
  await mailsSent(sub)
  expect(isChanged(await useLink(await linkFor(email, sub)))).toBe(true)
  const page = await newBrowser().post('/login', { username: email, password: NEW_PASSWORD })
  expect(isSignedIn(page)).toBe(false)
  expect(page.url).toContain('/login/second')
})
