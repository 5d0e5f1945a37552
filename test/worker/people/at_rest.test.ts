/** What a person's object keeps opens no door to who reads it: hashes and seals, never what was shown or mailed. */
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { enrolled } from '../factors/house.ts'
import { askAndRead, openWay } from '../mailed_code/house.ts'
import { ask, linkIn, mailService, objectOf, settle } from '../recovery/house.ts'
import { codeOf, PASSWORD, redeem, registerClient } from '../support/relying_party.ts'
import { tokensOf } from '../support/signed_in.ts'

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await openWay()
})
afterEach(() => vi.restoreAllMocks())

/** Every row of every table. */
const everythingOf = (sub: string): Promise<string> =>
  runInDurableObject(objectOf(sub), (_, { storage: { sql } }) =>
    sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
      .toArray()
      .filter(({ name }) => !name.startsWith('_'))
      .map(({ name }) => JSON.stringify(sql.exec(`SELECT * FROM "${name}"`).toArray()))
      .join('\n'),
  )

it('holds neither password nor key nor code nor link nor token (catalogue 195, 196, 209)', async () => {
  const client = await registerClient({ consent: 'skip' })
  const { browser, sub, email, key, recoveryCodes } = await enrolled()
  const url = await client.requestUrl({ scope: 'openid offline_access' })
  const tokens = tokensOf(await redeem(client, codeOf(await browser.open(url))))
  // The mail that tells of the app.
  mailService()
  await settle(sub)
  vi.restoreAllMocks()
  const { code, link: codeLink } = await askAndRead(email, sub)
  vi.restoreAllMocks()
  const sent = mailService()
  await ask(email)
  await settle(sub)
  const stored = await everythingOf(sub)
  expect(stored).toContain('$argon2id$')
  expect(stored).toContain(email)
  const secrets = [
    PASSWORD,
    key,
    ...recoveryCodes.flatMap((each) => [each, each.replaceAll('-', '')]),
    code,
    code.replace(' ', ''),
    new URL(codeLink).searchParams.get('link'),
    new URL(linkIn(sent[0])).searchParams.get('link'),
    browser.cookies.get('__Host-session'),
    tokens.access,
    tokens.refresh,
  ]
  for (const secret of secrets) {
    expect(secret).toBeTruthy()
    expect(stored).not.toContain(secret)
  }
})
