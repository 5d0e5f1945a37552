/** Second factors on a person's own page: set up, taken off, and what each change ends. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { mailService, settle, type Sent } from '../recovery/house.ts'
import { inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD, codeOf, redeem, registerClient } from '../support/relying_party.ts'
import { isGood, tokensOf } from '../support/signed_in.ts'
import {
  atHome,
  codeFor,
  codesOn,
  enrolled,
  isSecondStep,
  keyOn,
  newBrowser,
  signInAt,
} from './house.ts'

let sent: Sent[]
beforeEach(() => {
  sent = mailService()
  pass(0)
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

const pass = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)
const SET_UP = '/account/security/totp'
const OFF = '/account/security/totp/off'
const CODES = '/account/security/codes'

const eventsOf = async (sub: string): Promise<string[]> => {
  const { body } = await admin('GET', `/users/${sub}/events`)
  return (body['items'] as { event: string }[]).map(({ event }) => event)
}

describe('setting up an authenticator app (catalogue 196)', () => {
  it('shows a picture and a key, stores nothing until a code proves it, and then shows codes once', async () => {
    const { browser, sub } = await atHome()
    const page = await browser.open(SET_UP)
    expect(page.text).toContain('<img class="qr" src="data:image/svg+xml,')
    const key = keyOn(page)
    const wrong = await browser.submit(page, { code: '000000' })
    expect(wrong.status).toBe(400)
    expect(keyOn(wrong)).toBe(key)
    expect((await browser.open('/account/security')).text).toContain('Set up an authenticator app')
    codesOn(await browser.submit(wrong, { code: await codeFor(key) }))
    const security = await browser.open('/account/security')
    expect(security.text).toContain('Codes left: 10 of 10')
    expect(security.text).not.toContain(key)
    expect(await eventsOf(sub)).toContain('totp_set_up')
    await settle(sub)
    expect(sent.map(({ mail }) => mail.text).join()).toContain('authenticator app was set up')
  })

  it('never shows the key again, nor a new one in its place', async () => {
    const { browser } = await enrolled()
    expect((await browser.open(SET_UP)).url).toBe(`${ISSUER}/account/security`)
  })

  it('is for whoever has proven themselves just now (ASVS 7.5.1, catalogue 185)', async () => {
    const { browser, email } = await atHome()
    pass(301)
    const again = await browser.open(SET_UP)
    expect(again.url).toBe(`${ISSUER}/login?next=security&prove=again`)
    const back = await browser.submit(again, { username: email, password: PASSWORD })
    expect(back.url).toBe(`${ISSUER}/account/security`)
  })

  it('takes no secret that a request brings, nor that of somebody else', async () => {
    const [ada, eve] = [await atHome(), await atHome()]
    const page = await eve.browser.open(SET_UP)
    const own = await ada.browser.open(SET_UP)
    const code = await codeFor(keyOn(page))
    const fields = { ...own.form?.fields, code }
    for (const set_up of ['', 'JBSWY3DPEHPK3PXP', String(page.form?.fields['set_up'])]) {
      await ada.browser.post(SET_UP, { ...fields, set_up })
      const security = await ada.browser.open('/account/security')
      expect(security.text).toContain('Set up an authenticator app')
    }
  })

  it('takes a form for a quarter of an hour, and once', async () => {
    const { browser } = await atHome()
    const page = await browser.open(SET_UP)
    const key = keyOn(page)
    pass(15 * 60)
    const late = await browser.submit(page, { code: await codeFor(key) })
    expect(late.url).toContain('/login')
    const other = await atHome()
    const form = await other.browser.open(SET_UP)
    const typed = { code: await codeFor(keyOn(form)) }
    codesOn(await other.browser.submit(form, typed))
    pass(11)
    const again = await other.browser.submit(form, typed)
    expect(again.url, inWords(again)).toBe(`${ISSUER}/account/security`)
  })

  it('shows the same codes whichever of two clicks is answered, and they work', async () => {
    const { browser, email } = await atHome()
    const form = await browser.open(SET_UP)
    const typed = { code: await codeFor(keyOn(form), -1) }
    const pages = await Promise.all([browser.submit(form, typed), browser.submit(form, typed)])
    const later = await browser.submit(form, typed)
    const [codes, ...others] = [...pages, later].map(codesOn)
    expect(others).toEqual([codes, codes])
    expect((await browser.open('/account')).url).toBe(`${ISSUER}/account`)
    const second = newBrowser()
    await signInAt(second, email)
    const home = await second.post('/login/second/recovery_code', {
      code: codes?.[3] ?? '',
      next: 'account',
    })
    expect(home.url, inWords(home)).toBe(`${ISSUER}/account`)
  })

  it('shows them to nobody who has the form alone, nor to whoever guesses the code', async () => {
    const { browser } = await atHome()
    const form = await browser.open(SET_UP)
    const typed = { code: await codeFor(keyOn(form), -1) }
    codesOn(await browser.submit(form, typed))
    const wrong = await browser.submit(form, { code: '000000' })
    expect(wrong.text).not.toContain('<li><code>')
    const stranger = await atHome()
    const { action = '', fields = {} } = form.form ?? {}
    const taken = await stranger.browser.post(action, { ...fields, ...typed })
    expect(taken.text).not.toContain('<li><code>')
  })

  it('ends all other sessions and all grants, and keeps this session', async () => {
    const client = await registerClient({ consent: 'skip' })
    const { browser, email } = await atHome()
    const other = newBrowser()
    await signInAt(other, email)
    const scope = 'openid offline_access'
    const answer = await redeem(
      client,
      codeOf(await other.open(await client.requestUrl({ scope }))),
    )
    const { access } = tokensOf(answer)
    const page = await browser.open(SET_UP)
    codesOn(await browser.submit(page, { code: await codeFor(keyOn(page)) }))
    expect(await isGood(access)).toBe(false)
    expect((await other.open('/account')).url).toContain('/login')
    expect((await browser.open('/account')).url).toBe(`${ISSUER}/account`)
  })
})

describe('turning it off', () => {
  it('is asked first, tells by mail, and a password is enough again', async () => {
    const { browser, email, sub } = await enrolled()
    const gone = await browser.submit(await browser.open(OFF))
    expect(gone.url).toBe(`${ISSUER}/account/security?done=totp`)
    expect((await signInAt(newBrowser(), email)).url).toBe(`${ISSUER}/account`)
    expect(await eventsOf(sub)).toContain('totp_removed')
    await settle(sub)
    expect(sent.map(({ mail }) => mail.text).join()).toContain('was turned off')
  })

  it('is not for a session that was not proven just now, and both factors are asked for', async () => {
    const { browser, email, key } = await enrolled()
    const page = await browser.open(OFF)
    pass(301)
    const again = await browser.submit(page)
    expect(again.url).toBe(`${ISSUER}/login?next=security&prove=again`)
    const second = await browser.submit(again, { username: email, password: PASSWORD })
    expect(isSecondStep(second)).toBe(true)
    const back = await browser.submit(second, { code: await codeFor(key) })
    expect(back.url).toBe(`${ISSUER}/account/security`)
  })
})

describe('new recovery codes', () => {
  it('are the same whichever of two clicks is answered; a form of old is asked for again', async () => {
    const { email, sub, browser } = await enrolled()
    const form = await browser.open(CODES)
    const [codes, ...others] = (
      await Promise.all([browser.submit(form), browser.submit(form)])
    ).map(codesOn)
    expect(others).toEqual([codes])
    const elsewhere = newBrowser()
    await signInAt(elsewhere, email)
    const other = await elsewhere.open('/login/second?next=account&way=recovery_code')
    expect((await elsewhere.submit(other, { code: codes?.[7] ?? '' })).url).toMatch(/\/account$/)

    const foreign = await browser.submit(form, { codes: 'AQAA' })
    expect(foreign.url).toMatch(/\/account\/security\/codes$/)
    expect((await admin('GET', `/users/${sub}/second-factors`)).body).toMatchObject({
      recovery_codes_left: 9,
    })
  })

  it('put the old ones out of use (catalogue 195)', async () => {
    const { browser, email, sub, recoveryCodes } = await enrolled()
    const fresh = codesOn(await browser.submit(await browser.open(CODES)))
    expect(fresh.filter((code) => recoveryCodes.includes(code))).toEqual([])
    const other = newBrowser()
    const second = await signInAt(other, email)
    const byCode = (code = '') =>
      other.post('/login/second/recovery_code', { ...second.form?.fields, code })
    expect((await byCode(recoveryCodes[0])).status).toBe(400)
    expect((await byCode(fresh[0])).url).toBe(`${ISSUER}/account`)
    expect(await eventsOf(sub)).toEqual(
      expect.arrayContaining(['recovery_codes_renewed', 'recovery_code_used']),
    )
    await settle(sub)
    expect(sent.map(({ mail }) => mail.text).join()).toContain('A recovery code was used')
  })

  it('are for nobody who has nothing that they stand in for', async () => {
    const { browser, sub } = await atHome()
    expect((await browser.open(CODES)).url).toBe(`${ISSUER}/account/security`)
    const page = await browser.post(CODES, { account: sub })
    expect(page.url).toBe(`${ISSUER}/account/security`)
  })
})
