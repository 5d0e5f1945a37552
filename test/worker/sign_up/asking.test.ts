/** Asking for an account tells nobody who has one, and fills nobody's mailbox (catalogue 165, 180, 182, 186). */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { normalizeEmail } from '../../../src/domain/names.ts'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import corpus from '../../vectors/email-identifiers.json'
import { admin } from '../admin/house.ts'
import { mailService, newBrowser, takes, type Sent } from '../recovery/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerPerson } from '../support/relying_party.ts'
import { logOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'
import { ask, isIn, linkIn, settings, useLink } from './house.ts'

let people = 0
const newAddress = () => `ada${++people}@asking-up.amphora.test`
let sent: Sent[]

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await settings({ sign_up: 'open' })
  await newBrowser().open('/signup')
})
beforeEach(() => {
  sent = mailService()
})
afterEach(() => vi.restoreAllMocks())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

describe('the answer is one and the same, in words, status, headers, cookies, calls and rows, for', () => {
  it.each<{ name: string; make: (email: string) => Promise<unknown>; mails: string[] }>([
    {
      name: 'somebody',
      make: (email) => registerPerson(email),
      mails: ['You have an account at Amphora'],
    },
    {
      name: 'somebody who is disabled',
      make: async (email) =>
        admin('PATCH', `/users/${await registerPerson(email)}`, { disabled: true }),
      mails: [],
    },
    {
      name: 'somebody without a password',
      make: (email) => admin('POST', '/users', { email }),
      mails: ['You have an account at Amphora'],
    },
  ])('$name as for nobody; the mail is what differs (catalogue 165)', async ({ make, mails }) => {
    const known = newAddress()
    await make(known)
    const answers: object[] = []
    for (const each of [known, newAddress()]) {
      const browser = newBrowser()
      const cost = await spent(async () => {
        const { status, headers, text, url } = await ask(each, browser)
        const names = [...headers.keys()]
        answers.push({ status, names, text: text.replaceAll(each, '…'), url })
      })
      expect(cost).toEqual({ calls: [2], kvReads: 0, rows: 1 })
      expect([...browser.cookies]).toEqual([])
    }
    expect(answers[0]).toEqual(answers[1])
    const subjects = sent.map(({ mail: { to, subject } }) => [to[0] === known, subject])
    expect(subjects).toEqual([
      ...mails.map((subject) => [true, subject]),
      [false, 'Create your account for Amphora'],
    ])
  })

  it('somebody whose mail hangs: nobody waits for it', async () => {
    vi.restoreAllMocks()
    const hanging = mailService(() => new Promise(() => {}))
    expect((await ask(newAddress())).status).toBe(200)
    expect(hanging).toHaveLength(1)
  })
})

interface Spellings {
  a: string
  b: string
  expect: string
}

describe('two spellings', () => {
  const spellings = (corpus.vectors as Spellings[]).filter(
    ({ a, b }) => typeof a === 'string' && typeof b === 'string',
  )

  it.each(spellings)('$a beside $b: $expect (catalogue 182)', async ({ a, b }) => {
    later(HOUR)
    await admin('POST', '/users', { email: b })
    const name = normalizeEmail(a.trim())
    const page = await ask(a)
    const mailed = sent.map(({ mail: { to, text } }) => [to[0], text.includes('/signup/account')])
    if (name === undefined) expect(page.status).toBe(400)
    // The same person is told at the address on record; another one gets a link at an address of their own.
    expect(mailed).toEqual(
      name === undefined ? [] : name === normalizeEmail(b) ? [[b, false]] : [[a.trim(), true]],
    )
  })
})

it.each(['', 'not an address', 'a@b@c.example', 'eve@evil.test\r\nBcc: x@evil.test'])(
  '%j is no address, which is told and costs no call',
  async (username) => {
    const cost = await spent(async () => {
      const page = await ask(username)
      expect(page.status).toBe(400)
      expect(page.text).toContain('That is not an email address')
    })
    expect(cost.calls).toEqual([0])
    expect(sent).toEqual([])
  },
)

it('the link is one of our issuer, whatever host a request names (catalogue 180)', async () => {
  const evil = {
    'X-Forwarded-Host': 'evil.test',
    Forwarded: 'host=evil.test',
    'X-Original-URL': 'https://evil.test/signup',
  }
  await exports.default.fetch('https://evil.test/signup', {
    method: 'POST',
    headers: { ...evil, Origin: ISSUER },
    body: new URLSearchParams({ username: newAddress() }),
  })
  await scheduler.wait(20)
  expect(new URL(linkIn(sent[0])).origin).toBe(ISSUER)
  expect(sent[0]?.mail.text).not.toContain('evil')
})

it('neither the address nor the link is in a log (catalogue 181)', async () => {
  const log = vi.spyOn(console, 'log')
  const email = newAddress()
  await ask(email)
  const link = linkIn(sent[0])
  await useLink(link)
  const written = log.mock.calls.flat().join('\n')
  expect(written).toContain('signed_up')
  expect(written).not.toContain(email)
  expect(written).not.toContain(new URL(link).searchParams.get('link'))
})

it('a mail that no service takes is told to the log, and asked for again by its person', async () => {
  vi.restoreAllMocks()
  let isDown = true
  sent = mailService(() => (isDown ? new Response(null, { status: 500 }) : takes()))
  const failed = logOf('mail_not_sent')
  const email = newAddress()
  await ask(email)
  expect(failed()).toHaveLength(1)
  isDown = false
  await ask(email)
  expect(isIn(await useLink(linkIn(sent[1])))).toBe(true)
})

it('speaks the language of the page that it was asked on', async () => {
  await ask(newAddress(), newBrowser({ 'Accept-Language': 'de' }))
  expect(sent[0]?.mail.subject).toBe('Ihr Konto bei Amphora anlegen')
})

describe('a mailbox', () => {
  it('gets five an hour, and whoever asks again is told the same (catalogue 186)', async () => {
    const email = newAddress()
    const texts = new Set<string>()
    for (let asked = 0; asked < 8; asked++) texts.add((await ask(email)).text)
    expect(sent).toHaveLength(5)
    expect(texts.size).toBe(1)
    later(HOUR)
    await ask(email)
    expect(sent).toHaveLength(6)
  })

  it('is counted with the links for a lost password', async () => {
    const email = newAddress()
    for (let asked = 0; asked < 5; asked++) {
      await newBrowser().post('/recover', { username: email })
    }
    await ask(email)
    expect(sent).toEqual([])
  })

  it('a network that asks for very many has to wait, before anything is counted', async () => {
    const browser = newBrowser()
    const pages = await Promise.all(
      Array.from({ length: 70 }, () => browser.post('/signup', { username: newAddress() })),
    )
    const late = pages.filter(({ status }) => status === 429)
    expect(late.length).toBeGreaterThan(5)
    expect(late[0]?.headers.get('Retry-After')).toBe('60')
    // What was put off is done before the service goes.
    await vi.waitFor(() => expect(sent).toHaveLength(pages.length - late.length))
  })
})
