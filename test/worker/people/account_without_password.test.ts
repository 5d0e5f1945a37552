/** A person's own page where they have no password. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { askForCode, openWay, readMail, type } from '../mailed_code/house.ts'
import { isChanged, linkFor, mailService, newBrowser, settle, useLink } from '../recovery/house.ts'
import { ownerAtHome } from './account_house.ts'

beforeAll(() => openWay())
afterEach(() => vi.restoreAllMocks())

it('leads to a first one by mail, for there is none to change; and then to changing it', async () => {
  const email = 'grace@without-password.amphora.test'
  const made = await admin('POST', '/users', { email, email_verified: true })
  const sub = String(made.body['sub'])
  const browser = newBrowser()
  const sent = mailService()
  await askForCode(email, browser)
  await settle(sub)
  await type(browser, readMail(sent[0]).code)
  vi.restoreAllMocks()

  const before = await browser.open('/account')
  expect(before.text).toContain('<a class="button" href="/recover">Set a password</a>')
  expect(before.text).not.toContain('/account/password')
  expect(isChanged(await useLink(await linkFor(email, sub), undefined, browser))).toBe(true)
})

it('whoever has one changes it', async () => {
  const { browser } = await ownerAtHome()
  const { text } = await browser.open('/account')
  expect(text).toContain('href="/account/password">Change your password</a>')
  expect(text).not.toContain('/recover')
})
