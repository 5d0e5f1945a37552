/** The language that an app wished for is kept on the way back of a forgotten password, and in the mail. */
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { inWords } from '../support/browser.ts'
import { registerClient, registerPerson } from '../support/relying_party.ts'
import { mailService, newBrowser, settle } from './house.ts'

// The platform runs no alarm of a time that was set ahead: the test runs it.
beforeAll(() => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
})
afterEach(() => vi.restoreAllMocks())

const english = () => newBrowser({ 'Accept-Language': 'en' })

it('ui_locales of the request leads through /recover into the mail (OpenID Connect Core §3.1.2.1)', async () => {
  const ada = 'ada@language.amphora.test'
  const sub = await registerPerson(ada)
  const client = await registerClient()
  const sent = mailService()
  const browser = english()
  const login = await browser.open(await client.requestUrl({ ui_locales: 'se de' }))
  const [, forgot = ''] = /<a href="(\/recover\?signin=[^"]+)"/.exec(login.text) ?? []
  const recover = await browser.open(forgot.replaceAll('&amp;', '&'))
  expect(inWords(recover)).toContain('Passwort vergessen?')
  const asked = await browser.submit(recover, { username: ada })
  expect(asked.text).toContain('<html lang="de"')
  await settle(sub)
  expect(sent[0]?.mail.html).toContain('<html lang="de"')
})

it.each([
  { path: '/?ui_locales=de', lang: 'de' },
  { path: '/login?ui_locales=de-AT', lang: 'de' },
  { path: '/nowhere?ui_locales=xx%20de', lang: 'de' },
  { path: '/?ui_locales=%E0%A4%A', lang: 'en' },
  { path: '/', lang: 'en' },
])('an address of ours may name the language of its page: $path', async ({ path, lang }) => {
  expect((await english().open(path)).text).toContain(`<html lang="${lang}"`)
})
