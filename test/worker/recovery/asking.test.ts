/** Asking for a link tells nobody who exists, and fills nobody's mailbox (catalogue 166, 180, 182, 186). */
import { evictDurableObject } from 'cloudflare:test'
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { normalizeEmail } from '../../../src/domain/names.ts'
import corpus from '../../vectors/email-identifiers.json'
import { admin, createUser } from '../admin/house.ts'
import type { Page } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerPerson } from '../support/relying_party.ts'
import { logOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'
import { ask, linkIn, mailService, newBrowser, objectOf, settle } from './house.ts'

let people = 0
let ada: string
let sub: string

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await newBrowser().open('/recover')
})
afterEach(() => vi.restoreAllMocks())

async function someone(): Promise<void> {
  ada = `ada${++people}@asking.amphora.test`
  sub = await registerPerson(ada)
}

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

describe('the answer is one and the same, in words, status, headers, cookies and calls, for', () => {
  it.each<{ name: string; username: string; make?: (email: string) => Promise<unknown> }>([
    { name: 'nobody', username: 'nobody@asking.amphora.test' },
    { name: 'what could be nobody', username: 'not an address' },
    { name: 'nothing', username: '' },
    {
      name: 'somebody who is disabled',
      username: 'disabled@asking.amphora.test',
      make: async (email) => {
        await admin('PATCH', `/users/${await registerPerson(email)}`, { disabled: true })
      },
    },
    {
      name: 'somebody without a password',
      username: 'passwordless@asking.amphora.test',
      make: (email) => admin('POST', '/users', { email }),
    },
  ])('$name as for somebody (catalogue 166, 167)', async ({ username, make }) => {
    mailService()
    await someone()
    await make?.(username)
    const answers: { status: number; names: string[]; text: string; url: string }[] = []
    for (const each of [ada, username]) {
      const browser = newBrowser()
      const cost = await spent(async () => {
        const { status, headers, text, url } = await ask(each, browser)
        const names = [...headers.keys()]
        answers.push({
          status,
          names,
          text: text.replaceAll(each, '…'),
          url: new URL(url).pathname,
        })
      })
      expect(cost.calls).toEqual([2])
      expect(cost.kvReads).toBe(0)
      expect([...browser.cookies]).toEqual([])
    }
    const [known, other] = answers
    expect(known?.status).toBe(200)
    if (username !== '') expect(other).toEqual(known)
    else expect(other?.status).toBe(200)
  })

  it('somebody whose object is slow: nobody waits for it (catalogue 166)', async () => {
    const { User } = await import('../../../src/worker.ts')
    await someone()
    vi.spyOn(User.prototype, 'decide').mockImplementation(() => new Promise(() => {}))
    expect((await ask(ada)).status).toBe(200)
  })
})

it('the mail goes to the address on record, whatever spelling was typed (catalogue 182)', async () => {
  const sent = mailService()
  await someone()
  await ask(` ${ada.toUpperCase()} `)
  await settle(sub)
  expect(sent.map(({ mail }) => mail.to)).toEqual([[ada]])
})

const spellings = (corpus.vectors as { a: unknown; b: unknown; expect: string }[]).flatMap(
  ({ a, b, expect: wanted }) =>
    typeof a === 'string' && typeof b === 'string' ? [{ a, b, expect: wanted }] : [],
)

it.each(spellings)(
  '$a is mailed to $b alone, if to anybody: $expect (catalogue 182)',
  async ({ a, b }) => {
    later(HOUR)
    const sent = mailService()
    const { body } = await createUser(b)
    const theirs = String(body['sub'])
    expect((await ask(a)).status).toBe(200)
    await settle(theirs)
    const name = normalizeEmail(a.trim())
    const isTheirs = name !== undefined && name === normalizeEmail(b)
    expect(sent.map(({ mail }) => mail.to)).toEqual(isTheirs ? [[b]] : [])
    await admin('DELETE', `/users/${theirs}`)
  },
)

it.each([
  'ada1@asKing.amphora.test\r\nBcc: eve@evil.test',
  'ada1@asking.amphora.test,eve@evil.test',
  'ada1@asking.amphora.test%00@evil.test',
])('%j is nobody, and nothing is sent (catalogue 182)', async (username) => {
  const sent = mailService()
  await someone()
  expect((await ask(username)).status).toBe(200)
  await settle(sub)
  expect(sent).toEqual([])
})

it('the link is one of our issuer, whatever host a request names (catalogue 180)', async () => {
  const sent = mailService()
  await someone()
  const evil = {
    'X-Forwarded-Host': 'evil.test',
    Forwarded: 'host=evil.test',
    'X-Original-URL': 'https://evil.test/recover',
  }
  await exports.default.fetch('https://evil.test/recover', {
    method: 'POST',
    headers: { ...evil, Origin: ISSUER },
    body: new URLSearchParams({ username: ada }),
  })
  await settle(sub)
  expect(new URL(linkIn(sent[0])).origin).toBe(ISSUER)
  expect(sent[0]?.mail.text).not.toContain('evil')
})

describe('the mail', () => {
  it('is posted as JSON under the key, with an id of its own', async () => {
    const sent = mailService()
    await someone()
    await ask(ada)
    await settle(sub)
    const [mailed] = sent
    const headers = mailed?.headers
    expect(mailed?.url).toBe('https://api.resend.com/emails')
    expect(headers?.get('Authorization')).toBe('Bearer mail-key-for-tests-only')
    expect(headers?.get('Content-Type')).toBe('application/json')
    expect(headers?.get('Idempotency-Key')).toMatch(/^[\w-]{22}$/)
    expect(mailed?.mail.from).toBe('"Amphora" <id@op.amphora.test>')
    expect(mailed?.mail.subject).toBe('Choose a new password for Amphora')
    expect(mailed?.mail.html).toContain(linkIn(sent[0]))
  })

  it('speaks the language of the page that it was asked on', async () => {
    const sent = mailService()
    await someone()
    await ask(ada, newBrowser({ 'Accept-Language': 'de' }))
    await settle(sub)
    expect(sent[0]?.mail.subject).toBe('Neues Passwort für Amphora wählen')
    expect(sent[0]?.mail.html).toContain('<html lang="de"')
  })

  it('is in no log, neither the address nor the link (catalogue 181)', async () => {
    const sent = mailService()
    const log = vi.spyOn(console, 'log')
    await someone()
    await ask(ada)
    await settle(sub)
    const sealed = new URL(linkIn(sent[0])).searchParams.get('link') ?? ''
    await newBrowser().open(linkIn(sent[0]))
    const written = log.mock.calls.flat().join('\n')
    expect(written).toContain('mail_sent')
    expect(written).not.toContain(sealed)
    expect(written).not.toContain(ada)
  })

  it('is tried again at growing distances, under one id, also after an eviction', async () => {
    await someone()
    const failing = mailService(() => new Response(null, { status: 500 }))
    await ask(ada)
    await settle(sub)
    await evictDurableObject(objectOf(sub))
    later(5)
    await settle(sub)
    expect(failing).toHaveLength(1)
    vi.restoreAllMocks()
    const sent = mailService()
    later(10)
    await settle(sub)
    const idOf = (mail: (typeof sent)[number] | undefined) => mail?.headers.get('Idempotency-Key')
    expect(idOf(sent[0])).toBe(idOf(failing[0]))
    expect(await settle(sub)).toBe(false)
  })

  it('is given up when its link is dead, which the audit tells', async () => {
    await someone()
    const failing = mailService(() => new Response(null, { status: 500 }))
    await ask(ada)
    for (let tried = 0; tried < 10; tried++) {
      await settle(sub)
      later(HOUR / 10)
    }
    expect(failing.length).toBeGreaterThan(2)
    expect(failing.length).toBeLessThanOrEqual(5)
    await settle(sub)
    const { body } = await admin('GET', '/audit?event=mail_undelivered')
    expect(body['items']).toMatchObject([{ sub, detail: { kind: 'recovery' }, actor: 'system' }])
    expect(await settle(sub)).toBe(false)
  })
})

describe('a mailbox', () => {
  it('gets five an hour, and whoever asks again is told the same (catalogue 186)', async () => {
    await someone()
    const sent = mailService()
    const answers: Page[] = []
    const askAndSettle = async () => {
      answers.push(await ask(ada))
      await settle(sub)
    }
    for (let asked = 0; asked < 8; asked++) await askAndSettle()
    expect(sent).toHaveLength(5)
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    later(HOUR - 1)
    await askAndSettle()
    expect(sent).toHaveLength(5)
    later(1)
    await askAndSettle()
    expect(sent).toHaveLength(6)
  })

  it('is counted exactly, however many ask at once and from wherever', async () => {
    await someone()
    const sent = mailService()
    const asked = logOf('recovery_asked')
    await Promise.all(Array.from({ length: 100 }, () => ask(ada)))
    expect(asked()).toHaveLength(5)
    // Those before the last would bring links that are dead by now.
    await settle(sub)
    expect(sent).toHaveLength(1)
  })

  it('a network that asks for very many has to wait, before anything is counted', async () => {
    const browser = newBrowser()
    const asked = await Promise.all(
      Array.from({ length: 70 }, (_, at) => ask(`many${at}@asking.amphora.test`, browser)),
    )
    const late = asked.filter(({ status }) => status === 429)
    expect(late.length).toBeGreaterThan(5)
    expect(late[0]?.headers.get('Retry-After')).toBe('60')
    expect(late[0]?.text).toContain('Too many attempts')
  })
})

it('is taken from our own pages alone', async () => {
  const foreign = await newBrowser().post(
    '/recover',
    { username: 'x' },
    { Origin: 'https://e.test' },
  )
  expect(foreign.status).toBe(400)
})
