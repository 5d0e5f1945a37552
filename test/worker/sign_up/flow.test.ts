/** An account of one's own: by a link that was mailed, once, and on to the app that waits. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { admin, auditOf } from '../admin/house.ts'
import { mailService, newBrowser } from '../recovery/house.ts'
import { inWords } from '../support/browser.ts'
import { codeOf, redeem, registerClient, registerPerson } from '../support/relying_party.ts'
import {
  ask,
  isClosed,
  isIn,
  linkFor,
  linkIn,
  PASSWORD,
  peopleNamed,
  settings,
  useLink,
} from './house.ts'

let people = 0
const newAddress = () => `eve${++people}@flow.amphora.test`

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await settings({ sign_up: 'open' })
})
afterEach(() => vi.restoreAllMocks())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

describe('whoever asks for an account', () => {
  it('makes it by the link, with a verified address, and is signed in', async () => {
    const email = newAddress()
    const browser = newBrowser()
    const page = await useLink(await linkFor(email, browser), browser, { name: 'Eve' })
    expect(isIn(page), inWords(page)).toBe(true)
    const [person] = await peopleNamed(email)
    const { body } = await admin('GET', `/users/${String(person?.['sub'])}`)
    expect(body).toMatchObject({ email, email_verified: true, name: 'Eve', has_password: true })
    const [line] = await auditOf('user.created')
    expect(line).toMatchObject({ actor: `sub:${String(body['sub'])}`, sub: body['sub'] })
  })

  it('goes on to the app that waits in this browser, in one go', async () => {
    const email = newAddress()
    const client = await registerClient()
    const browser = newBrowser()
    const signIn = await browser.open(await client.requestUrl())
    const [, href = ''] = /href="(\/signup[^"]*)"/.exec(signIn.text) ?? []
    const sent = mailService()
    await browser.submit(await browser.open(href.replaceAll('&amp;', '&')), { username: email })
    await scheduler.wait(20)
    const consent = await useLink(linkIn(sent[0]), browser)
    const done = await browser.submit(consent, { decision: 'approve' })
    expect((await redeem(client, codeOf(done))).status).toBe(200)
  })

  it('in another browser makes the account there, and no app of another browser is answered', async () => {
    const email = newAddress()
    const client = await registerClient()
    const asked = newBrowser()
    const signIn = await asked.open(await client.requestUrl())
    const sent = mailService()
    const signin = new URL(signIn.url).searchParams.get('signin') ?? ''
    await ask(email, asked, { signin })
    const page = await useLink(linkIn(sent[0]))
    expect(isIn(page), inWords(page)).toBe(true)
    // Whoever has asked is nobody here: the link shows who reads the mailbox, not who asks (catalogue 184).
    expect((await asked.open('/account')).url).toContain('/login')
  })

  it('keeps who else is signed in here', async () => {
    const browser = newBrowser()
    await useLink(await linkFor(newAddress(), browser), browser)
    await useLink(await linkFor(newAddress(), browser), browser)
    expect(
      (await browser.open('/account/choose')).text.match(/@flow\.amphora\.test/g),
    ).toHaveLength(2)
  })
})

describe('a link', () => {
  it('is not used up by who only looks, as mail scanners do (catalogue 181)', async () => {
    const email = newAddress()
    const link = await linkFor(email)
    for (let looked = 0; looked < 3; looked++) {
      const page = await newBrowser().open(link)
      expect(page.status).toBe(200)
      expect(page.headers.get('Referrer-Policy')).toBe('no-referrer')
    }
    expect(await peopleNamed(email)).toEqual([])
    expect(isIn(await useLink(link))).toBe(true)
  })

  it('makes one account, however many use it at once', async () => {
    const email = newAddress()
    const link = await linkFor(email)
    const page = await newBrowser().open(link)
    const pages = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        newBrowser().submit(page, { password: `${PASSWORD} ${at}` }),
      ),
    )
    expect(pages.filter(isIn)).toHaveLength(1)
    expect(await peopleNamed(email)).toHaveLength(1)
  })

  it('of two for one address makes one account, whichever comes first', async () => {
    const email = newAddress()
    const links = [await linkFor(email), await linkFor(email.toUpperCase())]
    const pages = await Promise.all(links.map((link) => newBrowser().open(link)))
    const made = await Promise.all(
      pages.map((page, at) => newBrowser().submit(page, { password: `${PASSWORD} ${at}` })),
    )
    expect(made.filter(isIn)).toHaveLength(1)
    expect(made.filter(isClosed)).toHaveLength(1)
    expect(await peopleNamed(email)).toHaveLength(1)
  })

  it('whose form is sent twice signs in twice, to the same account', async () => {
    const email = newAddress()
    const browser = newBrowser()
    const page = await browser.open(await linkFor(email))
    const filled = { password: PASSWORD }
    const sent = await Promise.all([browser.submit(page, filled), browser.submit(page, filled)])
    for (const each of sent) expect(isIn(each), inWords(each)).toBe(true)
    expect(await peopleNamed(email)).toHaveLength(1)
  })

  it.each<{ name: string; end: (email: string, link: string) => Promise<unknown> }>([
    { name: 'that was used', end: (_, link) => useLink(link) },
    { name: 'that is an hour old', end: async () => later(HOUR) },
    { name: 'whose address has an account by now', end: (email) => registerPerson(email) },
  ])('$name is closed, and says where to sign in', async ({ end }) => {
    const email = newAddress()
    const link = await linkFor(email)
    await end(email, link)
    const page = await newBrowser().open(link)
    expect(isClosed(page), inWords(page)).toBe(true)
    expect(page.text).toContain('href="/login"')
  })

  it.each([
    { name: 'none', link: '' },
    { name: 'a forged one', link: 'AQAA' },
  ])('that is $name is closed', async ({ link }) => {
    expect(isClosed(await newBrowser().open(`/signup/account?link=${link}`))).toBe(true)
    expect(isClosed(await newBrowser().post('/signup/account', { link, password: PASSWORD }))).toBe(
      true,
    )
  })

  it('of a recovery opens no account, and the other way round', async () => {
    const link = new URL(await linkFor(newAddress())).searchParams.get('link') ?? ''
    expect((await newBrowser().open(`/recover/password?link=${link}`)).status).toBe(400)
  })
})

describe('an account is not made', () => {
  it.each([
    { name: 'with a short password', filled: { password: 'fourteen chars' }, says: 'too short' },
    { name: 'with a common one', filled: { password: 'passwordpassword' }, says: 'guessed first' },
    { name: 'with a long one', filled: { password: 'ab'.repeat(600) }, says: 'too long' },
    { name: 'with a name that hides something', filled: { name: 'Eve\u202e' }, says: 'This name' },
  ])('$name, and the form comes again', async ({ filled, says }) => {
    const email = newAddress()
    const link = await linkFor(email)
    const page = await useLink(link, newBrowser(), filled)
    expect(page.status).toBe(400)
    expect(page.text).toContain(says)
    expect(await peopleNamed(email)).toEqual([])
    expect(isIn(await useLink(link))).toBe(true)
  })

  it('with its own address as the password', async () => {
    const email = newAddress()
    const page = await useLink(await linkFor(email), newBrowser(), { password: email })
    expect(page.text).toContain('guessed first')
  })

  it('by a form of another site (catalogue 173)', async () => {
    const link = new URL(await linkFor(newAddress())).searchParams.get('link') ?? ''
    const fields = { link, password: PASSWORD }
    const page = await newBrowser().post('/signup/account', fields, { Origin: 'https://evil.test' })
    expect(page.status).toBe(400)
    expect(isClosed(page)).toBe(false)
  })
})

describe('terms', () => {
  it('are accepted by whoever makes an account, and which and when is kept', async () => {
    await settings({
      branding: { links: { terms_uri: 'https://museum.example/terms' } },
      terms_version: '2026-01',
    })
    const email = newAddress()
    const browser = newBrowser()
    const page = await browser.open(await linkFor(email))
    expect(page.text).toContain('href="https://museum.example/terms"')
    const refused = await browser.submit(page, { password: PASSWORD, terms: '' })
    expect(refused.status).toBe(400)
    expect(refused.text).toContain('needs your consent')
    expect(await peopleNamed(email)).toEqual([])
    const account = await browser.submit(page, { password: PASSWORD, terms: 'accepted' })
    expect(account.text).toContain('2026-01')
    const [person] = await peopleNamed(email)
    const { body } = await admin('GET', `/users/${String(person?.['sub'])}`)
    expect(body['terms']).toMatchObject({ version: '2026-01' })
    const data = await browser.open('/account/data')
    expect(JSON.parse(data.text)).toMatchObject({ terms: { version: '2026-01' } })
    await settings({ branding: {}, terms_version: '' })
  })

  it.each([
    { terms_version: '2026-01' },
    { terms_version: 'first of January' },
    { sign_up: 'all' },
  ])('%o is refused', async (changes) => {
    expect((await admin('PATCH', '/tenant', changes)).status).toBe(400)
  })
})
