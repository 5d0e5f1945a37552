/** The end of an account, by its person: proven by the password, and as whole as an operator's. */
import { expect, it, vi } from 'vitest'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, registerPerson } from '../support/relying_party.ts'
import { browserOf, isSignedIn, ownerAtHome, signInAtAccount } from './account_house.ts'

it('everything goes at once, and nobody can come back as them', async () => {
  const { browser, email, sub } = await ownerAtHome()
  const other = await browserOf(email)
  const page = await browser.submit(await browser.open('/account/delete'), { current: PASSWORD })
  expect(page.url).toBe(`${ISSUER}/account/deleted`)
  expect(browser.cookies.get('__Host-session')).toBeUndefined()
  expect(await isSignedIn(other)).toBe(false)
  expect((await signInAtAccount(new Browser(), email)).status).toBe(400)
  expect((await admin('GET', `/users/${sub}`)).status).toBe(404)
  // The address is free, for somebody else.
  expect(await registerPerson(email)).not.toBe(sub)
})

it('the audit says that it was the person', async () => {
  const { browser, sub } = await ownerAtHome()
  await browser.submit(await browser.open('/account/delete'), { current: PASSWORD })
  const { body } = await admin('GET', '/audit?event=user.deleted')
  expect(body['items']).toContainEqual(expect.objectContaining({ sub, actor: `sub:${sub}` }))
})

it.each(['', 'not the password'])('nothing goes without the password (%j)', async (current) => {
  const { browser, sub } = await ownerAtHome()
  const page = await browser.submit(await browser.open('/account/delete'), { current })
  expect(page.status).toBe(400)
  expect((await admin('GET', `/users/${sub}`)).status).toBe(200)
  expect(await isSignedIn(browser)).toBe(true)
})

it('a form that is sent twice at once deletes once, and errs in neither', async () => {
  const { browser, sub } = await ownerAtHome()
  const form = await browser.open('/account/delete')
  const pages = await Promise.all([1, 2].map(() => browser.submit(form, { current: PASSWORD })))
  expect(pages.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
  expect(pages.some(({ url }) => url === `${ISSUER}/account/deleted`)).toBe(true)
  expect((await admin('GET', `/users/${sub}`)).status).toBe(404)
})

it('what a person did themselves is told to the audit as theirs', async () => {
  const { browser, sub } = await ownerAtHome()
  await browser.submit(await browser.open('/account/profile'), { name: 'Ada' })
  await vi.waitFor(async () => {
    await runAlarms(MAIN_TENANT)
    const { body } = await admin('GET', '/audit?event=profile_changed')
    expect(body['items']).toContainEqual(expect.objectContaining({ sub, actor: `sub:${sub}` }))
  }, 10_000)
})
