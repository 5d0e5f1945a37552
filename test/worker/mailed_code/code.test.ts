/** A code that was mailed lets in whoever asked for it, once (catalogue 168, 170, 182, 184). */
import { evictDurableObject } from 'cloudflare:test'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, MINUTE } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { newBrowser, objectOf, settle } from '../recovery/house.ts'
import { inWords } from '../support/browser.ts'
import { PASSWORD, registerPerson } from '../support/relying_party.ts'
import { askAndRead, askForCode, isRefused, isSignedIn, openWay, type, wrong } from './house.ts'

let people = 0
let ada: string
let sub: string

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await openWay()
})
beforeEach(async () => {
  ada = `ada${++people}@code.amphora.test`
  sub = await registerPerson(ada, { email_verified: true })
})
afterEach(() => vi.restoreAllMocks())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

it('lets in the browser that asked, however it is spaced', async () => {
  const { browser, code } = await askAndRead(ada, sub)
  const page = await type(browser, ` ${code.replace(' ', '')}  `)
  expect(isSignedIn(page), inWords(page)).toBe(true)
  expect(page.text).toContain(ada)
})

it('proves a mailbox, and nothing else', async () => {
  const { browser, code } = await askAndRead(ada, sub)
  await type(browser, code)
  const { body } = await admin('GET', `/users/${sub}/sessions`)
  expect(body['items']).toMatchObject([{ facts: [{ method: 'email' }] }])
})

it('is used once, of a hundred who try', async () => {
  const { browser, code } = await askAndRead(ada, sub)
  const cookies = [...browser.cookies]
  const tries = await Promise.all(
    Array.from({ length: 100 }, () => {
      const copy = newBrowser()
      for (const [name, value] of cookies) copy.cookies.set(name, value)
      return type(copy, code)
    }),
  )
  expect(tries.filter(isSignedIn)).toHaveLength(1)
})

it('is nobody’s in another browser, which is sent to the sign-in', async () => {
  const { code } = await askAndRead(ada, sub)
  const other = newBrowser()
  const page = await type(other, code)
  expect(new URL(page.url).pathname).toBe('/login')
  expect((await other.open('/account')).url).toContain('/login')
})

it('nor in a browser that has asked for one of its own', async () => {
  const { code } = await askAndRead(ada, sub)
  const other = newBrowser()
  await askForCode(ada, other)
  expect(isRefused(await type(other, code))).toBe(true)
})

describe('is dead', () => {
  it.each<{ name: string; end: () => unknown }>([
    { name: 'after ten minutes', end: () => later(10 * MINUTE - 1) },
    {
      name: 'when the password was changed',
      end: () => admin('PATCH', `/users/${sub}`, { password: 'another long password' }),
    },
    {
      name: 'when the address was changed',
      end: () => admin('PATCH', `/users/${sub}`, { email: `new-${ada}` }),
    },
    {
      name: 'when the person was disabled',
      end: () => admin('PATCH', `/users/${sub}`, { disabled: true }),
    },
    { name: 'when the person was deleted', end: () => admin('DELETE', `/users/${sub}`) },
  ])('$name', async ({ name, end }) => {
    const { browser, code } = await askAndRead(ada, sub)
    await end()
    if (name.includes('minutes')) {
      later(2)
      // The browser has forgotten it, too.
      expect(new URL((await type(browser, code)).url).pathname).toBe('/login')
    } else expect(isRefused(await type(browser, code))).toBe(true)
  })

  it('once five wrong ones were typed, though the sign-ins of the name wait no more', async () => {
    const { browser, code } = await askAndRead(ada, sub)
    for (let missed = 0; missed < 5; missed++) {
      expect(isRefused(await type(browser, wrong(code)))).toBe(true)
    }
    later(MINUTE)
    expect(isRefused(await type(browser, code))).toBe(true)
  })

  it('not by an eviction, nor by four wrong ones', async () => {
    const { browser, code } = await askAndRead(ada, sub)
    for (let missed = 0; missed < 4; missed++) await type(browser, wrong(code))
    await settle(sub)
    await evictDurableObject(objectOf(sub))
    expect(isSignedIn(await type(browser, code))).toBe(true)
  })

  it('not by a mail that somebody else asks for', async () => {
    const { browser, code } = await askAndRead(ada, sub)
    await askForCode(ada, newBrowser())
    await settle(sub)
    expect(isSignedIn(await type(browser, code))).toBe(true)
  })
})

describe('guesses', () => {
  it('are counted with those of the password, exactly, before they are looked at (catalogue 168, 170)', async () => {
    const { browser, code } = await askAndRead(ada, sub)
    const tries = await Promise.all(
      Array.from({ length: 100 }, (_, at) => type(browser, String(10_000_000 + at))),
    )
    expect(tries.filter(({ status }) => status === 400)).toHaveLength(5)
    const waiting = tries.filter(({ status }) => status === 429)
    expect(waiting).toHaveLength(95)
    expect(waiting[0]?.headers.get('Retry-After')).toBe('30')
    expect((await type(browser, code)).status).toBe(429)
    const other = newBrowser()
    expect((await other.post('/login', { username: ada, password: PASSWORD })).status).toBe(429)
  })

  it('wrong passwords hold up the code, but not the link', async () => {
    const { browser, code, link } = await askAndRead(ada, sub)
    const other = newBrowser()
    for (let failed = 0; failed < 6; failed++) {
      await other.post('/login', { username: ada, password: 'wrong' })
    }
    expect((await type(browser, code)).status).toBe(429)
    const signedIn = await browser.submit(await browser.open(link))
    expect(isSignedIn(signedIn), inWords(signedIn)).toBe(true)
  })

  it('in full-width digits are the same code', async () => {
    const { browser, code } = await askAndRead(ada, sub)
    const wide = code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)))
    expect(isSignedIn(await type(browser, wide))).toBe(true)
  })
})

it('is taken from our own pages alone (catalogue 173)', async () => {
  const { browser, code } = await askAndRead(ada, sub)
  const foreign = await browser.post('/login/code', { code }, { Origin: 'https://evil.test' })
  expect(foreign.status).toBe(400)
  expect(isSignedIn(await type(browser, code))).toBe(true)
})

it('another mail is to be asked for after half a minute, and its code is the one that counts', async () => {
  const { browser, code } = await askAndRead(ada, sub)
  const soon = await browser.post('/login/code', { again: 'yes' })
  expect(soon.status).toBe(429)
  expect(soon.text).toContain('still on its way')
  later(30)
  const again = await browser.post('/login/code', { again: 'yes' })
  expect(again.status, inWords(again)).toBe(200)
  expect(isRefused(await type(browser, code))).toBe(true)
})
