/** A person's own page: who may open it, what it shows, and what its forms do. */
import { exports } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { admin } from '../admin/house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { PASSWORD } from '../support/relying_party.ts'
import {
  browserOf,
  copyOf,
  isSignedIn,
  otherSessions,
  ownerAtHome,
  signInAtAccount,
} from './account_house.ts'

const FORMS = ['profile', 'password', 'session', 'sessions', 'app', 'delete'] as const

describe('who may open an account', () => {
  it.each(['', '/profile', '/password', '/delete', '/data', '/choose'])(
    'nobody who is not signed in: /account%s leads to signing in, and from there to the account',
    async (path) => {
      const browser = new Browser()
      const page = await browser.open(`/account${path}`)
      expect(page.url).toBe(`${ISSUER}/login?next=account`)
      expect(page.form?.fields).toMatchObject({ next: 'account' })
    },
  )

  it('whoever was refused once still gets there', async () => {
    const { email } = await ownerAtHome()
    const browser = new Browser()
    const refused = await signInAtAccount(browser, email, 'a wrong password')
    expect(refused.status).toBe(400)
    const page = await browser.submit(refused, { username: email, password: PASSWORD })
    expect(page.url).toBe(`${ISSUER}/account`)
  })

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'a sign-in leads nowhere that an address asks for: %s (CVE-2024-39694)',
    async (next) => {
      const { email } = await ownerAtHome()
      const page = await new Browser().post('/login', { username: email, password: PASSWORD, next })
      expect(page.url).toBe(`${ISSUER}/`)
    },
  )

  it('a session that was ended elsewhere opens nothing more', async () => {
    const { browser, sub } = await ownerAtHome()
    await admin('DELETE', `/users/${sub}/sessions`)
    expect((await browser.open('/account')).url).toContain('/login')
    for (const form of FORMS) {
      const page = await browser.post(`/account/${form}`, { account: sub })
      expect(page.url, form).toBe(`${ISSUER}/login?next=account`)
    }
  })

  it('a cookie that was replaced by a newer sign-in opens nothing (ASVS 7.2.4)', async () => {
    const { browser, email } = await ownerAtHome()
    const old = copyOf(browser)
    await browserOf(email, PASSWORD, browser)
    expect(await isSignedIn(old)).toBe(false)
    expect(await isSignedIn(browser)).toBe(true)
  })
})

describe('forms that come from elsewhere', () => {
  it.each(
    [...FORMS, 'choose'].flatMap((form) => [
      { form, name: 'another site', headers: { Origin: 'https://evil.example' } },
      { form, name: 'nowhere', headers: { Origin: 'null' } },
      { form, name: 'no origin at all', headers: {} },
    ]),
  )('/account/$form refuses $name (CWE-352)', async ({ form, headers }) => {
    const { browser, sub } = await ownerAtHome({ name: 'Ada' })
    const page = await browser.post(`/account/${form}`, { account: sub, name: 'Eve' }, headers)
    expect(page.status).toBe(400)
    expect(page.text).toContain('origin_foreign')
    const { body } = await admin('GET', `/users/${sub}`)
    expect(body).toMatchObject({ name: 'Ada' })
  })
})

describe('the page', () => {
  it('shows who it is, and is stored, framed and told to nobody', async () => {
    const { browser, email } = await ownerAtHome({ name: 'Ada Lovelace' })
    const page = await browser.open('/account')
    expect(page.text).toContain('Ada Lovelace')
    expect(page.text).toContain(email)
    expect(page.text).toContain('Firefox on Linux')
    expect(page.headers.get('Cache-Control')).toBe('no-store')
    expect(page.headers.get('Content-Security-Policy')).toContain("frame-ancestors 'none'")
    expect(page.headers.get('X-Frame-Options')).toBe('DENY')
  })

  it('says what was done in words of its own alone', async () => {
    const { browser } = await ownerAtHome()
    const done = await browser.open('/account?done=profile')
    expect(done.text).toContain('Your profile is saved.')
    const made = await browser.open('/account?done=you%20won')
    expect(made.text).not.toContain('<output')
    expect(made.text).not.toContain('you won')
  })

  it('is reached from the first page, signed in and not', async () => {
    const { browser } = await ownerAtHome()
    for (const each of [browser, new Browser()]) {
      expect((await each.open('/')).text).toContain('href="/account"')
    }
  })
})

describe('the profile', () => {
  it('is changed as the form says; what is left empty is none', async () => {
    const { browser, sub } = await ownerAtHome({ name: 'Ada', nickname: 'Countess' })
    const form = await browser.open('/account/profile')
    expect(form.form?.fields).toMatchObject({ name: 'Ada', nickname: 'Countess' })
    const page = await browser.submit(form, {
      name: ' Ada Lovelace ',
      nickname: '',
      birthdate: '1815-12-10',
    })
    expect(page.url).toBe(`${ISSUER}/account?done=profile`)
    const { body } = await admin('GET', `/users/${sub}`)
    expect(body).toMatchObject({ name: 'Ada Lovelace', birthdate: '1815-12-10' })
    expect(body).not.toHaveProperty('nickname')
    const list = await admin('GET', `/users?email=${encodeURIComponent(String(body['email']))}`)
    expect(list.body['items']).toMatchObject([{ name: 'Ada Lovelace' }])
  })

  it.each([
    { name: 'a script', field: 'website', value: 'javascript:alert(1)' },
    { name: 'no date', field: 'birthdate', value: '10.12.1815' },
    { name: 'text that turns around', field: 'name', value: 'Ada \u202egnirts' },
    { name: 'too much', field: 'nickname', value: 'a'.repeat(201) },
  ])('$name is marked, and nothing is changed', async ({ field, value }) => {
    const { browser, sub } = await ownerAtHome({ name: 'Ada' })
    const form = await browser.open('/account/profile')
    const page = await browser.submit(form, { gender: 'female', [field]: value })
    expect(page.status).toBe(400)
    expect(page.text).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid="true"`))
    expect((await admin('GET', `/users/${sub}`)).body).not.toHaveProperty('gender')
  })

  it('holds nothing that others know a person by: address, user name and standing stay (CVE-2026-27946)', async () => {
    const { browser, sub, email } = await ownerAtHome({ phone_number: '+1 425 555 1212' })
    await admin('PATCH', `/users/${sub}`, { phone_number_verified: true })
    const page = await browser.post('/account/profile', {
      account: sub,
      email: 'eve@evil.example',
      email_verified: 'true',
      preferred_username: 'admin',
      phone_number: '+1 425 555 9999',
      phone_number_verified: 'true',
      disabled: 'true',
      sub: 'another',
      __proto__: 'x',
    })
    expect(page.status, inWords(page)).toBe(200)
    const { body } = await admin('GET', `/users/${sub}`)
    expect(body).toMatchObject({ sub, email, email_verified: false, disabled: false })
    expect(body).toMatchObject({ phone_number: '+1 425 555 9999' })
    expect(body).not.toHaveProperty('preferred_username')
    // What was proven of the old number is not proven of the new one.
    expect(body).not.toHaveProperty('phone_number_verified')
  })

  it('sent twice at once is one change', async () => {
    const { browser, sub } = await ownerAtHome()
    const form = await browser.open('/account/profile')
    const pages = await Promise.all([
      browser.submit(form, { name: 'Ada' }),
      browser.submit(form, { name: 'Ada' }),
    ])
    expect(pages.map(({ url }) => url)).toEqual([1, 2].map(() => `${ISSUER}/account?done=profile`))
    const { body } = await admin('GET', `/users/${sub}/events`)
    expect(body['items']).toMatchObject([{ event: 'profile_changed' }])
  })
})

describe('several accounts in one browser', () => {
  it('a form acts for the account that it was shown for, or not at all', async () => {
    const ada = await ownerAtHome({ name: 'Ada' })
    const form = await ada.browser.open('/account/profile')
    const bob = await ownerAtHome({ name: 'Bob' })
    await browserOf(bob.email, PASSWORD, ada.browser)
    const page = await ada.browser.submit(form, { name: 'Changed' })
    expect(page.url).toBe(`${ISSUER}/account`)
    for (const { sub, name } of [
      { sub: ada.sub, name: 'Ada' },
      { sub: bob.sub, name: 'Bob' },
    ]) {
      expect((await admin('GET', `/users/${sub}`)).body).toMatchObject({ name })
    }
    expect(page.text).toContain('Bob')
    expect(page.text).not.toContain('Ada')
  })

  it('another one is chosen by name, and is the active one from then on', async () => {
    const ada = await ownerAtHome({ name: 'Ada' })
    const bob = await ownerAtHome({ name: 'Bob' })
    await browserOf(bob.email, PASSWORD, ada.browser)
    const choice = await ada.browser.open('/account/choose')
    expect(choice.text).toContain('Ada')
    const page = await ada.browser.submit(choice, { account: ada.sub })
    expect(page.url).toBe(`${ISSUER}/account`)
    expect(page.text).toContain(ada.email)
    expect(page.text).not.toContain(bob.email)
  })

  it('whoever is to prove themselves again may be somebody else instead, which is no attempt', async () => {
    const { email, browser } = await ownerAtHome()
    const again = await browser.open('/login?next=account&prove=again')
    expect(again.form?.fields).toMatchObject({ username: email })
    const empty = await browser.submit(again, { account: 'other', password: '' })
    expect(empty.url).toBe(`${ISSUER}/login?next=account&account=other`)
    expect(empty.status).toBe(200)
    expect(empty.form?.fields['username'] ?? '').toBe('')
  })

  it('whose session has ended is not offered, and cannot be chosen', async () => {
    const ada = await ownerAtHome({ name: 'Ada' })
    const bob = await ownerAtHome({ name: 'Bob' })
    await browserOf(bob.email, PASSWORD, ada.browser)
    await admin('DELETE', `/users/${bob.sub}/sessions`)
    // Bob was the active one: the browser is asked, and Ada alone is there to go on as.
    const choice = await ada.browser.open('/account')
    expect(choice.url).toBe(`${ISSUER}/account/choose`)
    expect(choice.text).toContain('Ada')
    expect(choice.text).not.toContain('Bob')
    const forced = await ada.browser.post('/account/choose', { account: bob.sub })
    expect(forced.url).toBe(`${ISSUER}/account/choose`)
  })

  it('no account of another browser can be chosen', async () => {
    const ada = await ownerAtHome()
    const bob = await ownerAtHome()
    const page = await ada.browser.post('/account/choose', { account: bob.sub })
    expect(page.url).toBe(`${ISSUER}/login?next=account`)
  })
})

describe('sessions', () => {
  it('one of another browser is ended at once; this one stays', async () => {
    const { browser, email, sub } = await ownerAtHome()
    const other = await browserOf(email)
    const page = await browser.open('/account')
    const [session = ''] = otherSessions(page)
    expect(otherSessions(page)).toHaveLength(1)
    const fields = { account: sub, session }
    const ended = await browser.post('/account/session', fields)
    expect(ended.url).toBe(`${ISSUER}/account?done=session`)
    expect(await isSignedIn(other)).toBe(false)
    expect(await isSignedIn(browser)).toBe(true)
    // The double click.
    expect((await browser.post('/account/session', fields)).url).toBe(ended.url)
    expect(otherSessions(ended)).toEqual([])
  })

  it('everywhere else: all of them at once', async () => {
    const { browser, email, sub } = await ownerAtHome()
    const others = [await browserOf(email), await browserOf(email)]
    const pages = await Promise.all(
      [1, 2].map(() => browser.post('/account/sessions', { account: sub })),
    )
    for (const page of pages) expect(page.url).toBe(`${ISSUER}/account?done=sessions`)
    for (const other of others) expect(await isSignedIn(other)).toBe(false)
    expect(await isSignedIn(browser)).toBe(true)
  })

  it('of another person cannot be ended, whatever their id', async () => {
    const ada = await ownerAtHome()
    const bob = await ownerAtHome()
    const { body } = await admin('GET', `/users/${bob.sub}/sessions`)
    const [{ id = '' } = {}] = body['items'] as { id?: string }[]
    await ada.browser.post('/account/session', { account: ada.sub, session: id })
    expect(await isSignedIn(bob.browser)).toBe(true)
  })

  it('the one that asks is not ended by its own id', async () => {
    const { browser, sub } = await ownerAtHome()
    const { body } = await admin('GET', `/users/${sub}/sessions`)
    const [{ id = '' } = {}] = body['items'] as { id?: string }[]
    await browser.post('/account/session', { account: sub, session: id })
    expect(await isSignedIn(browser)).toBe(true)
  })
})

describe('the data', () => {
  it('comes as a file, with all but the password', async () => {
    const { browser, sub, email } = await ownerAtHome({ name: 'Ada' })
    const page = await browser.open('/account/data')
    expect(page.headers.get('Content-Disposition')).toBe('attachment; filename="account.json"')
    expect(page.headers.get('Cache-Control')).toBe('no-store')
    const data = JSON.parse(page.text) as Record<string, unknown>
    expect(data).toMatchObject({ sub, email, name: 'Ada', consents: [], grants: [], events: [] })
    expect(data['sessions']).toHaveLength(1)
    expect(page.text).not.toMatch(/argon2|passwordHash|cookieId/)
  })

  it('is not read by pages of others: no CORS', async () => {
    const response = await exports.default.fetch(`${ISSUER}/account/data`, {
      headers: { Origin: 'https://evil.example' },
      redirect: 'manual',
    })
    expect(response.headers.get('Access-Control-Allow-Origin')).toBeNull()
  })
})
