/** The second step of a sign-in: an authenticator app, recovery codes, and what nobody gets past. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { mailService } from '../recovery/house.ts'
import { ISSUER } from '../support/reading_world.ts'
import { inWords } from '../support/browser.ts'
import { codeFor, enrolled, isSecondStep, newBrowser, signInAt } from './house.ts'

beforeEach(() => {
  mailService()
  pass(0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

describe('a sign-in of somebody with an authenticator app', () => {
  it('asks for its code after the password, and then is done', async () => {
    const { email, key } = await enrolled()
    const browser = newBrowser()
    const second = await signInAt(browser, email)
    expect(isSecondStep(second), inWords(second)).toBe(true)
    expect(second.form?.action).toBe('/login/second/totp')
    const done = await browser.submit(second, { code: await codeFor(key) })
    expect(done.url).toBe(`${ISSUER}/account`)
    expect(done.status).toBe(200)
  })

  it('takes a code of the step before or after, and no other (RFC 6238 §5.2)', async () => {
    const { email, key } = await enrolled()
    const browser = newBrowser()
    const second = await signInAt(browser, email)
    for (const away of [-2, 2]) {
      const refused = await browser.submit(second, { code: await codeFor(key, away) })
      expect(refused.status, String(away)).toBe(400)
    }
    const code = await codeFor(key, 1)
    const done = await browser.submit(second, { code: `${code.slice(0, 3)} ${code.slice(3)}` })
    expect(done.url).toBe(`${ISSUER}/account`)
  })

  it('takes no code twice, nor an older one (catalogue 192)', async () => {
    const { email, key } = await enrolled()
    const codes = { old: await codeFor(key, 0), used: await codeFor(key, 1) }
    const browser = newBrowser()
    await browser.submit(await signInAt(browser, email), { code: codes.used })
    for (const code of [codes.used, codes.old]) {
      const other = newBrowser()
      const refused = await other.submit(await signInAt(other, email), { code })
      expect(refused.status, inWords(refused)).toBe(400)
      expect(refused.text).toContain('not right, or was used already')
    }
  })

  it('is done once by one code in many sign-ins at once (catalogue 192)', async () => {
    const { email, key } = await enrolled()
    const code = await codeFor(key)
    const halfway = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const browser = newBrowser()
        return { browser, page: await signInAt(browser, email) }
      }),
    )
    const answers = await Promise.all(
      halfway.map(({ browser, page }) => browser.submit(page, { code })),
    )
    expect(answers.filter(({ url }) => url === `${ISSUER}/account`)).toHaveLength(1)
  })

  it('lets five wrong codes pass and makes the next ones wait, longer each time (catalogue 193)', async () => {
    const { email, key } = await enrolled()
    const browser = newBrowser()
    const second = await signInAt(browser, email)
    pass(0)
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => browser.submit(second, { code: '000000' })),
    )
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(95)
    const held = await browser.submit(second, { code: await codeFor(key, 1) })
    expect(held.status).toBe(429)
    expect(held.headers.get('Retry-After')).toBe('30')
    pass(31)
    expect((await browser.submit(second, { code: '000000' })).status).toBe(400)
    const longer = await browser.submit(second, { code: '000000' })
    expect(longer.headers.get('Retry-After')).toBe('60')
    pass(61)
    const done = await browser.submit(second, { code: await codeFor(key) })
    expect(done.url).toBe(`${ISSUER}/account`)
  })

  it('counts recovery codes and app codes together (catalogue 170)', async () => {
    const { email, recoveryCodes } = await enrolled()
    const browser = newBrowser()
    const second = await signInAt(browser, email)
    for (const way of ['totp', 'recovery_code', 'totp', 'recovery_code', 'totp']) {
      const page = await browser.post(`/login/second/${way}`, {
        ...second.form?.fields,
        code: 'AAAA',
      })
      expect(page.status).toBe(400)
    }
    const fields = { ...second.form?.fields, code: recoveryCodes[0] ?? '' }
    expect((await browser.post('/login/second/recovery_code', fields)).status).toBe(429)
  })
})

describe('what nobody gets past (catalogue 194)', () => {
  it('nothing opens after the password alone', async () => {
    const { email } = await enrolled()
    const browser = newBrowser()
    await signInAt(browser, email)
    for (const path of ['/account', '/account/security', '/account/password']) {
      expect((await browser.open(path)).url, path).toContain('/login')
    }
  })

  it('no code opens without the password, nor on another browser', async () => {
    const { key } = await enrolled()
    const page = await newBrowser().post('/login/second/totp', { code: await codeFor(key) })
    expect(page.url).toBe(`${ISSUER}/login`)
  })

  it('the set-up of a demanded factor takes no other in the place of the one that is there', async () => {
    const { email } = await enrolled()
    const browser = newBrowser()
    await signInAt(browser, email)
    expect(isSecondStep(await browser.open('/login/set-up?next=account'))).toBe(true)
  })

  it('a way that the person does not have opens nothing', async () => {
    const { email } = await enrolled()
    const browser = newBrowser()
    const page = await signInAt(browser, email)
    expect((await browser.post('/login/second/none', { ...page.form?.fields })).status).toBe(404)
    const shown = await browser.open('/login/second?next=account&way=passkey')
    expect(shown.form?.action).toBe('/login/second/totp')
  })

  it('what was proven is worth nothing after ten minutes', async () => {
    const { email, key } = await enrolled()
    const browser = newBrowser()
    const page = await signInAt(browser, email)
    pass(601)
    const late = await browser.submit(page, { code: await codeFor(key) })
    expect(late.url).toContain('/login?next=account')
  })
})

describe('recovery codes', () => {
  const byCode = async (email: string, code: string) => {
    const browser = newBrowser()
    await signInAt(browser, email)
    const page = await browser.open('/login/second?next=account&way=recovery_code')
    return browser.submit(page, { code })
  }

  it('open once each, however they are typed (catalogue 195)', async () => {
    const { email, recoveryCodes } = await enrolled()
    const [first = '', second = ''] = recoveryCodes
    expect((await byCode(email, first)).url).toBe(`${ISSUER}/account`)
    expect((await byCode(email, first)).status).toBe(400)
    const typed = second.toLowerCase().replaceAll('-', ' ')
    expect((await byCode(email, typed)).url).toBe(`${ISSUER}/account`)
  })

  it('open once in many sign-ins at once (catalogue 195)', async () => {
    const { email, recoveryCodes } = await enrolled()
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => byCode(email, recoveryCodes[0] ?? '')),
    )
    expect(answers.filter(({ url }) => url === `${ISSUER}/account`)).toHaveLength(1)
  })
})
