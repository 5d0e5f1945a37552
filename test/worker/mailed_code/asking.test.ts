/** Asking for a code tells nobody who exists, and fills nobody's mailbox (catalogue 165–167, 182, 186). */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { admin } from '../admin/house.ts'
import { ask, mailService, newBrowser, settle } from '../recovery/house.ts'
import { registerPerson } from '../support/relying_party.ts'
import { logOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'
import { askForCode, isRefused, openWay, type } from './house.ts'

let people = 0
let ada: string
let sub: string

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await openWay()
  // What the first request of all reads is read.
  await showTo('first@asking-code.amphora.test')
})
afterEach(() => vi.restoreAllMocks())

async function someone(): Promise<void> {
  ada = `ada${++people}@asking-code.amphora.test`
  sub = await registerPerson(ada)
}

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

interface Shown {
  status: number
  headers: string[]
  text: string
  path: string
  cookies: [name: string, length: number][]
  calls: unknown[]
}

/** Asks, and types a code that was never mailed: all that can be seen of it. */
async function showTo(username: string): Promise<Shown[]> {
  const browser = newBrowser()
  const steps = [
    () => askForCode(username, browser),
    () => type(browser, '12345678'),
    () => type(browser, ''),
  ]
  const shown: Shown[] = []
  for (const step of steps) {
    let seen: Omit<Shown, 'calls'> | undefined
    const cost = await spent(async () => {
      const { status, headers, text, url } = await step()
      seen = {
        status,
        headers: [...headers.keys()],
        text: text.replaceAll(username, '…'),
        path: new URL(url).pathname,
        cookies: [...browser.cookies].map(([name, value]) => [name, value.length]),
      }
    })
    if (seen) shown.push({ ...seen, calls: cost.calls })
  }
  return shown
}

describe('the answers are the same, in words, status, headers, cookies and calls, for', () => {
  it.each<{ name: string; make?: (email: string) => Promise<unknown> }>([
    { name: 'nobody' },
    {
      name: 'somebody who is disabled',
      make: async (email) => {
        await admin('PATCH', `/users/${await registerPerson(email)}`, { disabled: true })
      },
    },
    {
      name: 'somebody without a password',
      make: (email) => admin('POST', '/users', { email }),
    },
    {
      name: 'somebody whose address is proven',
      make: (email) => registerPerson(email, { email_verified: true }),
    },
  ])('$name as for somebody', async ({ make }) => {
    mailService()
    await someone()
    const other = `bob${people}@asking-code.amphora.test`
    await make?.(other)
    const [known, unknown] = [await showTo(ada), await showTo(other)]
    expect(unknown).toEqual(known)
    expect(known.map(({ status }) => status)).toEqual([200, 400, 400])
    // The name, then the person after the answer; and the page that it leads to.
    expect(known.map(({ calls }) => calls)).toEqual([[2, 0], [2], [2]])
  })

  it('what could be nobody’s name, too', async () => {
    const shown = await showTo('not an address')
    expect(shown.map(({ status }) => status)).toEqual([200, 400, 400])
    expect(shown.map(({ calls }) => calls)).toEqual([[2, 0], [2], [2]])
  })

  it('somebody whose object is slow: nobody waits for it, asking or guessing (catalogue 166)', async () => {
    const { User } = await import('../../../src/worker.ts')
    await someone()
    vi.spyOn(User.prototype, 'decide').mockImplementation(() => new Promise(() => {}))
    const browser = newBrowser()
    expect((await askForCode(ada, browser)).status).toBe(200)
    expect(isRefused(await type(browser, '12345678'))).toBe(true)
  })
})

describe('the mail', () => {
  it('goes to the address on record, whatever spelling was typed (catalogue 182)', async () => {
    const sent = mailService()
    await someone()
    await askForCode(` ${ada.toUpperCase()} `, newBrowser())
    await settle(sub)
    expect(sent.map(({ mail }) => mail.to)).toEqual([[ada]])
    expect(sent[0]?.mail.subject).toBe('Sign in to Amphora')
    expect(sent[0]?.mail.subject).not.toMatch(/\d/)
  })

  it('speaks the language of the page that it was asked on', async () => {
    const sent = mailService()
    await someone()
    await askForCode(ada, newBrowser({ 'Accept-Language': 'de' }))
    await settle(sub)
    expect(sent[0]?.mail.subject).toBe('Anmelden bei Amphora')
  })

  it('is not written for nobody, nor for who is disabled', async () => {
    const sent = mailService()
    await someone()
    await admin('PATCH', `/users/${sub}`, { disabled: true })
    await askForCode(ada, newBrowser())
    await askForCode('nobody@asking-code.amphora.test', newBrowser())
    expect(await settle(sub)).toBe(false)
    expect(sent).toEqual([])
  })
})

describe('a mailbox', () => {
  it('gets five an hour, links of a recovery among them, and whoever asks again is told the same (catalogue 186)', async () => {
    await someone()
    const sent = mailService()
    const texts = new Set<string>()
    for (let asked = 0; asked < 8; asked++) {
      if (asked % 2 === 0) texts.add((await askForCode(ada, newBrowser())).text)
      else await ask(ada)
      await settle(sub)
    }
    expect(sent).toHaveLength(5)
    expect(texts.size).toBe(1)
    later(HOUR)
    await askForCode(ada, newBrowser())
    await settle(sub)
    expect(sent).toHaveLength(6)
  })

  it('is counted exactly, however many ask at once and from wherever', async () => {
    await someone()
    const sent = mailService()
    const asked = logOf('sign_in_code_asked')
    const pages = await Promise.all(
      Array.from({ length: 100 }, () => askForCode(ada, newBrowser())),
    )
    expect(asked()).toHaveLength(5)
    expect(new Set(pages.map(({ status }) => status))).toEqual(new Set([200]))
    await settle(sub)
    expect(sent).toHaveLength(5)
  })

  it('a network that asks for very many has to wait, before anything is counted', async () => {
    const browser = newBrowser()
    const asked = await Promise.all(
      Array.from({ length: 70 }, (_, at) => askForCode(`many${at}@asking.amphora.test`, browser)),
    )
    const late = asked.filter(({ status }) => status === 429)
    expect(late.length).toBeGreaterThan(5)
    expect(late[0]?.headers.get('Retry-After')).toBe('60')
  })
})

it('without a name nothing is asked, and the page says what is missing', async () => {
  const cost = await spent(async () => {
    const page = await askForCode('', newBrowser())
    expect(page.status).toBe(400)
    expect(page.text).toContain('Enter your email address first.')
  })
  expect(cost.calls).toEqual([0])
})
