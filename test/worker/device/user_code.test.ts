/** Who may enter a code, and how often one may guess (RFC 8628 §5.1, §5.4). */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { MOST_GUESSES } from '../../../src/domain/guesses.ts'
import { exports } from 'cloudflare:workers'
import { Browser, inWords } from '../support/browser.ts'
import {
  approve,
  askCodes,
  enterCode,
  poll,
  registerDeviceClient,
  wordsOf,
} from '../support/device.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerPerson, type TestClient } from '../support/relying_party.ts'
import { logOf, tokensOf } from '../support/signed_in.ts'

const ADA = 'ada@codes.amphora.test'
const EVE = 'eve@codes.amphora.test'
let client: TestClient

beforeAll(async () => {
  client = await registerDeviceClient()
  await registerPerson(ADA)
  await registerPerson(EVE)
})

beforeEach(() => void vi.setSystemTime(Date.now()))
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

/** A browser at an address of its own. */
const browserAt = (ip: string) => new Browser({ 'CF-Connecting-IP': ip })

/** A code that nobody has, under the same first letter. */
const wrongCode = (userCode: string, guess = 0) =>
  userCode.charAt(0) +
  'BCDFGHJKLM'.charAt(guess % 10) +
  userCode.slice(2, -1) +
  (userCode.endsWith('Z') ? 'B' : 'Z')

/** A code from an object that nobody has guessed at yet in this file. */
const seen = new Set<string>()
async function freshCodes() {
  for (;;) {
    const codes = await askCodes(client)
    const letter = codes.userCode.charAt(0)
    if (seen.has(letter)) continue
    seen.add(letter)
    return codes
  }
}

describe('a code that no device shows', () => {
  it('is refused on the page, with what to do', async () => {
    const { userCode } = await freshCodes()
    const page = await enterCode(new Browser(), wrongCode(userCode))
    expect(page.status).toBe(400)
    expect(wordsOf(page)).toContain('No device is waiting with this code.')
    expect(page.form?.fields['user_code']).toBe(wrongCode(userCode))
  })

  it.each(['', 'WDJB', 'AEIOUAEIOU', 'WDJB-MJHT-BCDF', '<script>alert(1)</script>'])(
    'and can be none costs no object: %j',
    async (typed) => {
      const browser = new Browser()
      const entry = await browser.open('/device')
      const requests = logOf('request')
      const page = await browser.submit(entry, { user_code: typed })
      expect(page.status).toBe(400)
      expect(wordsOf(page)).toContain('That is not a whole code.')
      expect(page.text).not.toContain('<script>alert')
      expect(requests().at(-1)).toMatchObject({ object_calls: 0 })
    },
  )

  it('has expired after ten minutes, or was used', async () => {
    const { userCode } = await freshCodes()
    const { userCode: used } = await freshCodes()
    await approve(browserAt('192.0.2.200'), used, ADA)
    expect(wordsOf(await enterCode(browserAt('192.0.2.201'), used))).toContain('is used up')
    pass(600)
    const page = await enterCode(new Browser(), userCode)
    expect(wordsOf(page)).toContain('No device is waiting with this code.')
  })
})

describe('a code belongs to the browser that it was entered in first (catalogue 143, GHSA-cq3f-vc6p-68fh)', () => {
  it('another browser is refused, and the first goes on', async () => {
    const { userCode, deviceCode } = await freshCodes()
    const first = new Browser()
    const login = await enterCode(first, userCode)
    const second = await enterCode(new Browser(), userCode)
    expect(second.status).toBe(400)
    expect(wordsOf(second)).toContain('already entered somewhere else')
    const again = await enterCode(first, userCode)
    expect(again.form?.action).toBe('/login')
    const approval = await first.submit(login, {
      username: ADA,
      password: 'correct horse battery',
    })
    await first.submit(approval, { decision: 'approve' })
    tokensOf(await poll(client, deviceCode))
  })

  it('the address of a step opens nothing in another browser', async () => {
    const { userCode } = await freshCodes()
    const login = await enterCode(new Browser(), userCode)
    const stolen = await new Browser().open(login.url)
    expect(stolen.status).toBe(400)
    expect(inWords(stolen)).toContain('sign_in_elsewhere')
  })
})

describe('nothing is decided but by our own form (catalogue 143)', () => {
  it('a code or an approval from another site is refused', async () => {
    const { userCode, deviceCode } = await freshCodes()
    const browser = new Browser()
    await browser.open('/device')
    const foreign = { Origin: 'https://evil.example' }
    const entered = await browser.post('/device', { user_code: userCode }, foreign)
    expect(inWords(entered)).toContain('origin_foreign')
    const login = await enterCode(browser, userCode)
    const approval = await browser.submit(login, {
      username: ADA,
      password: 'correct horse battery',
    })
    const fields = { ...approval.form?.fields, decision: 'approve' }
    expect(inWords(await browser.post('/consent', fields, foreign))).toContain('origin_foreign')
    const byGet = await browser.open(`/consent?${new URLSearchParams(fields)}`)
    expect(wordsOf(byGet)).toContain('Connect Cinema ?')
    expect((await poll(client, deviceCode)).body['error']).toBe('authorization_pending')
  })

  it('no page of it may be framed (catalogue 178)', async () => {
    const response = await exports.default.fetch(`${ISSUER}/device`)
    expect(response.headers.get('X-Frame-Options')).toBe('DENY')
    expect(response.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(response.headers.get('Cache-Control')).toBe('no-store')
  })
})

describe('guessing (RFC 8628 §5.1)', () => {
  it('five wrong codes from one network are free, then every code waits, a right one too', async () => {
    const { userCode } = await freshCodes()
    const guess = (code: string) => enterCode(browserAt('2001:db8:1:2::7'), code)
    for (let wrong = 0; wrong < 5; wrong++) {
      expect((await guess(wrongCode(userCode, wrong))).status).toBe(400)
    }
    const waiting = await guess(userCode)
    expect(waiting.status).toBe(429)
    expect(waiting.headers.get('Retry-After')).toBe('30')
    expect(wordsOf(waiting)).toContain('Too many wrong codes. You can try again in 30 seconds.')
    const neighbour = await enterCode(browserAt('2001:db8:1:2:ffff::1'), userCode)
    expect(neighbour.status).toBe(429)
    const elsewhere = await enterCode(browserAt('2001:db8:1:3::7'), userCode)
    expect(elsewhere.form?.action).toBe('/login')
  })

  it('counts exactly, however many guess at once', async () => {
    const { userCode } = await freshCodes()
    const browser = browserAt('192.0.2.77')
    const entry = await browser.open('/device')
    const pages = await Promise.all(
      Array.from({ length: 30 }, (_, guess) =>
        browser.submit(entry, { user_code: wrongCode(userCode, guess) }),
      ),
    )
    expect(pages.filter(({ status }) => status === 400)).toHaveLength(5)
    expect(pages.filter(({ status }) => status === 429)).toHaveLength(25)
  })

  it('counts who is signed in by themselves, wherever they are', async () => {
    const { userCode } = await freshCodes()
    const eve = browserAt('192.0.2.50')
    await eve.submit(await eve.open('/login'), {
      username: EVE,
      password: 'correct horse battery',
    })
    for (let wrong = 0; wrong < 5; wrong++) await enterCode(eve, wrongCode(userCode, wrong))
    expect((await enterCode(eve, userCode)).status).toBe(429)
    const neighbour = await enterCode(browserAt('192.0.2.50'), userCode)
    expect(neighbour.form?.action).toBe('/login')
  })

  it('is over for all networks together when they are too many, but not for who is signed in', async () => {
    const { userCode } = await freshCodes()
    const networks = Array.from({ length: MOST_GUESSES / 5 }, (_, at) => `198.51.100.${at}`)
    for (const ip of networks) {
      const browser = browserAt(ip)
      const entry = await browser.open('/device')
      await Promise.all(
        Array.from({ length: 5 }, (_, guess) =>
          browser.submit(entry, { user_code: wrongCode(userCode, guess) }),
        ),
      )
    }
    const stranger = await enterCode(browserAt('203.0.113.9'), userCode)
    expect(stranger.status).toBe(429)
    expect(wordsOf(stranger)).toContain('Sign in first')
    const ada = browserAt('203.0.113.9')
    await ada.submit(await ada.open('/login'), {
      username: ADA,
      password: 'correct horse battery',
    })
    expect((await enterCode(ada, userCode)).form?.action).toBe('/consent')
  })
})
