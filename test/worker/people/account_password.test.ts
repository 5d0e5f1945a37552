/** A new password: for whoever knows the old one, in a session that stays, while all others end. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { mailService, settle, type Sent } from '../recovery/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, redeem, registerClient } from '../support/relying_party.ts'
import { isGood, newCode, newSession, newTokens, refresh } from '../support/signed_in.ts'
import type { Sub } from '../../../src/kernel/ids.ts'
import {
  browserOf,
  copyOf,
  isSignedIn,
  ownerAtHome,
  signInAtAccount,
  type Owner,
} from './account_house.ts'

const NEW = 'a horse that sleeps upside down'
const FILLED = { current: PASSWORD, password: NEW, repeated: NEW }

let sent: Sent[]

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeEach(() => {
  vi.setSystemTime(Date.now() + DAY * 1000)
  sent = mailService()
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const formOf = ({ browser }: Owner): Promise<Page> => browser.open('/account/password')
const wasDone = (page: Page) => expect(page.url, inWords(page)).toContain('/account?done=password')

describe('a password change', () => {
  it('lets the new one in and the old one out, and keeps this session alone', async () => {
    const owner = await ownerAtHome()
    const other = await browserOf(owner.email)
    wasDone(await owner.browser.submit(await formOf(owner), FILLED))
    expect(await isSignedIn(owner.browser)).toBe(true)
    expect(await isSignedIn(other)).toBe(false)
    expect((await signInAtAccount(new Browser(), owner.email, PASSWORD)).status).toBe(400)
    await browserOf(owner.email, NEW)
  })

  it('ends every grant and every code, offline or not', async () => {
    const owner = await ownerAtHome()
    const client = await registerClient()
    const sub = owner.sub as Sub
    const person = { sub, email: owner.email, session: await newSession(sub) }
    const offline = await newTokens(client, person)
    const online = await newTokens(client, person, { details: { scope: ['openid'] } })
    const code = await newCode(client, person)
    expect([await isGood(offline.access), await isGood(online.access)]).toEqual([true, true])
    wasDone(await owner.browser.submit(await formOf(owner), FILLED))
    expect([await isGood(offline.access), await isGood(online.access)]).toEqual([false, false])
    for (const answer of [await redeem(client, code), await refresh(client, offline.refresh)]) {
      expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    }
  })

  it('gives this session a new cookie: a copy of the old one is out (ASVS 7.2.4)', async () => {
    const owner = await ownerAtHome()
    const stolen = copyOf(owner.browser)
    wasDone(await owner.browser.submit(await formOf(owner), FILLED))
    expect(await isSignedIn(stolen)).toBe(false)
    expect(await isSignedIn(owner.browser)).toBe(true)
  })

  it('by a form that is sent twice, at once or after, is made once, and both lead to the same session', async () => {
    const owner = await ownerAtHome()
    const form = await formOf(owner)
    const [first, second] = [copyOf(owner.browser), copyOf(owner.browser)]
    const pages = await Promise.all([first.submit(form, FILLED), second.submit(form, FILLED)])
    for (const page of pages) wasDone(page)
    // The answers were lost: the browser has its old cookie still.
    wasDone(await owner.browser.submit(form, FILLED))
    for (const browser of [first, second, owner.browser]) {
      expect(await isSignedIn(browser)).toBe(true)
    }
    const { body } = await admin('GET', `/users/${owner.sub}/events`)
    expect(body['items']).toMatchObject([{ event: 'password_changed' }])
  })

  it('by a form that was used, with another password in it, is another change or none', async () => {
    const owner = await ownerAtHome()
    const form = await formOf(owner)
    const before = copyOf(owner.browser)
    wasDone(await owner.browser.submit(form, FILLED))
    // Back, and sent again as it was: it is made already.
    wasDone(await owner.browser.submit(form, FILLED))
    const later = `${NEW}, later`
    const filled = { current: NEW, password: later, repeated: later }
    // With the cookie of before nothing is made, and nothing is said to be.
    expect((await before.submit(form, filled)).url).toBe(`${ISSUER}/login?next=account`)
    wasDone(await owner.browser.submit(form, filled))
    await browserOf(owner.email, later)
  })

  it('is told to the person by mail, once', async () => {
    const owner = await ownerAtHome()
    const form = await formOf(owner)
    for (const browser of [copyOf(owner.browser), owner.browser]) {
      wasDone(await browser.submit(form, FILLED))
    }
    await settle(owner.sub)
    expect(sent.map(({ mail: { to, subject } }) => ({ to, subject }))).toEqual([
      { to: [owner.email], subject: 'Your password for Amphora was changed' },
    ])
    expect(sent[0]?.mail.text).toContain('on the account page')
    expect(await settle(owner.sub)).toBe(false)
  })

  it('by two forms at once is one of the two', async () => {
    const owner = await ownerAtHome()
    const forms = [await formOf(owner), await formOf(owner)]
    const browsers = [copyOf(owner.browser), copyOf(owner.browser)]
    const wanted = [`${NEW} one`, `${NEW} two`]
    const pages = await Promise.all(
      browsers.map((browser, at) => {
        const filled = { ...FILLED, password: wanted[at] ?? '', repeated: wanted[at] ?? '' }
        return browser.submit(forms[at] ?? expect.fail(), filled)
      }),
    )
    const winners = pages.map(({ url }) => url.includes('done=password'))
    expect(winners.filter(Boolean)).toHaveLength(1)
    await browserOf(owner.email, wanted[winners.indexOf(true)])
    const loser = wanted[winners.indexOf(false)] ?? ''
    expect((await signInAtAccount(new Browser(), owner.email, loser)).status).toBe(400)
  })
})

describe('nobody changes it', () => {
  it.each([
    { name: 'without the old one', filled: { current: '' } },
    { name: 'with a wrong old one', filled: { current: 'not the old one' } },
    {
      name: 'to one that is too short',
      filled: { password: 'fourteen chars', repeated: 'fourteen chars' },
    },
    {
      name: 'to one that is guessed first',
      filled: { password: 'passwordpassword', repeated: 'passwordpassword' },
    },
    {
      name: 'to one that is too long',
      filled: { password: 'a'.repeat(1025), repeated: 'a'.repeat(1025) },
    },
    { name: 'to two at once', filled: { repeated: `${NEW}?` } },
  ])('$name (ASVS 6.2.3, catalogue 185)', async ({ filled }) => {
    const owner = await ownerAtHome()
    const page = await owner.browser.submit(await formOf(owner), { ...FILLED, ...filled })
    expect(page.status).toBe(400)
    expect(page.text).toContain('role="alert"')
    expect(page.text).not.toContain(NEW)
    await browserOf(owner.email, PASSWORD)
  })

  it('whose session ended while the form stood open', async () => {
    const owner = await ownerAtHome()
    const form = await formOf(owner)
    await admin('DELETE', `/users/${owner.sub}/sessions`)
    const page = await owner.browser.submit(form, FILLED)
    expect(page.url).toBe(`${ISSUER}/login?next=account`)
    await browserOf(owner.email, PASSWORD)
  })

  it('by guessing: attempts are counted as those of a sign-in, under the same name (catalogue 170)', async () => {
    const owner = await ownerAtHome()
    const form = await formOf(owner)
    const guesses = Array.from({ length: 12 }, (_, at) => ({ ...FILLED, current: `guess ${at}` }))
    const pages = await Promise.all(guesses.map((guess) => owner.browser.submit(form, guess)))
    const waiting = pages.filter(({ status }) => status === 429)
    expect(waiting.length).toBeGreaterThan(0)
    expect(Number(waiting[0]?.headers.get('Retry-After'))).toBeGreaterThan(0)
    // Not even with the right one, here or at the door; and the way of a deletion is no way round.
    expect((await owner.browser.submit(form, FILLED)).status).toBe(429)
    expect((await signInAtAccount(new Browser(), owner.email)).status).toBe(429)
    const deletion = { account: owner.sub, current: PASSWORD }
    expect((await owner.browser.post('/account/delete', deletion)).status).toBe(429)
    vi.setSystemTime(Date.now() + HOUR * 1000)
    wasDone(await owner.browser.submit(await formOf(owner), FILLED))
  })
})
