/** Whose account an identity opens: never by an address alone, only by a fresh proof of both sides, and no longer than linked. */
import { afterEach, describe, expect, it, vi } from 'vitest'
import { admin } from '../admin/house.ts'
import { Authenticator, type RequestOptions } from '../passkeys/authenticator.ts'
import { askFor, newBrowser, ownerOf, signInByPassword } from '../passkeys/house.ts'
import { browserOf, copyOf, isSignedIn, ownerAtHome } from '../people/account_house.ts'
import { Browser, inWords } from '../support/browser.ts'
import { PASSWORD, codeOf, registerClient, registerPerson } from '../support/relying_party.ts'
import {
  elsewhere,
  fieldsOf,
  beginLink,
  forgetUpstreams,
  leave,
  linkAt,
  linksToOthers,
  signInWith,
  somebody,
  whoIs,
} from './house.ts'
import { reach } from './small_upstream.ts'

afterEach(async () => {
  vi.restoreAllMocks()
  vi.useRealTimers()
  await forgetUpstreams()
})

const open = { sign_up: 'create', trusts_email: ['*'] }

describe('an address (catalogue 198)', () => {
  it.each([
    { name: 'not verified', claims: { email_verified: false }, trusts: ['*'] },
    { name: 'of which nothing is said', claims: {}, trusts: ['*'] },
    { name: 'verified in a text', claims: { email_verified: 'true' }, trusts: ['*'] },
    {
      name: 'verified by who has no say in its domain',
      claims: { email_verified: true },
      trusts: ['a.example'],
    },
  ])('$name opens no account and goes to no new one', async ({ claims, trusts }) => {
    const there = await elsewhere({ sign_up: 'create', trusts_email: trusts })
    const { email, sub } = await ownerAtHome()
    const browser = new Browser()
    const page = await signInWith(browser, there, somebody({ email, ...claims }))
    expect(page.url).toMatch(/\/login\/newcomer$/)
    expect(page.text).not.toContain('There is an account')
    await browser.submit(page)
    const made = await whoIs(browser)
    expect(made['sub']).not.toBe(sub)
    expect(made['email']).toBeUndefined()
  })

  it('that is proven, and confirmed here before, is no way in: its person signs in and links', async () => {
    const there = await elsewhere(open)
    const { email, sub } = await ownerAtHome({ email_verified: true })
    const browser = new Browser()
    const claims = somebody({ email, email_verified: true })
    const page = await signInWith(browser, there, claims)
    expect(page.text).toContain('There is an account with this address already')
    expect(await isSignedIn(browser)).toBe(false)
    const ask = await browser.submit(await browser.open('/login?next=link'), {
      username: email,
      password: PASSWORD,
    })
    expect(ask.text, inWords(ask)).toContain('Link Elsewhere?')
    await browser.submit(ask)
    const second = new Browser()
    await signInWith(second, there, claims)
    expect((await whoIs(second))['sub']).toBe(sub)
  })

  it('that nobody had confirmed takes the account from whoever had made it (catalogue 184, GHSA-g38m-r43w-p2q7)', async () => {
    const there = await elsewhere(open)
    const { email, sub, browser: squatter } = await ownerAtHome()
    const victim = new Browser()
    await signInWith(victim, there, somebody({ email, email_verified: true }))
    expect(await whoIs(victim)).toMatchObject({ sub, email, email_verified: true })
    expect(await isSignedIn(squatter)).toBe(false)
    const again = new Browser()
    await again.submit(await again.open('/login'), { username: email, password: PASSWORD })
    expect(await isSignedIn(again)).toBe(false)
  })

  it('takes with it what the squatter had linked', async () => {
    const attackers = await elsewhere(open)
    const there = await elsewhere(open)
    reach(attackers.idp, there.idp)
    const { email, browser: squatter } = await ownerAtHome()
    const mallory = somebody()
    const account = await squatter.open('/account')
    expect(account.text).toContain('Link Elsewhere')
    await linkAt(squatter, attackers, mallory)
    await signInWith(new Browser(), there, somebody({ email, email_verified: true }))
    const back = new Browser()
    const page = await signInWith(back, attackers, mallory)
    expect(page.url).toMatch(/\/login\/newcomer$/)
    expect(await isSignedIn(back)).toBe(false)
  })
})

describe('an identity (catalogue 199)', () => {
  it('is the issuer and the subject: the same subject elsewhere is somebody else', async () => {
    const one = await elsewhere(open)
    const other = await elsewhere(open)
    reach(one.idp, other.idp)
    const claims = somebody({ email: 'one@example.org', email_verified: true })
    const first = new Browser()
    await signInWith(first, one, claims)
    const second = new Browser()
    await signInWith(second, other, { ...claims, email: 'two@example.org' })
    expect((await whoIs(second))['sub']).not.toBe((await whoIs(first))['sub'])
  })

  it('of nobody here is not let in where strangers may only link', async () => {
    const there = await elsewhere({ trusts_email: ['*'] })
    const browser = new Browser()
    const page = await signInWith(
      browser,
      there,
      somebody({ email: 'new@example.org', email_verified: true }),
    )
    expect(page.url).toMatch(/\/login\/newcomer$/)
    expect(page.text).not.toContain('Create a new account')
    expect((await browser.post('/login/newcomer', {})).status).toBe(400)
    expect(await isSignedIn(browser)).toBe(false)
  })

  it('is linked from the account, opens it, and is listed there', async () => {
    const there = await elsewhere()
    const { browser, sub } = await ownerAtHome()
    const ada = somebody({ preferred_username: 'ada' })
    const done = await linkAt(browser, there, ada)
    expect(done.text, inWords(done)).toContain('From now on you can sign in that way')
    expect(done.text).toContain('Unlink')
    const second = new Browser()
    await signInWith(second, there, ada)
    expect(await whoIs(second)).toMatchObject({
      sub,
      identities: [{ issuer: there.idp.origin, sub: ada.sub, provider: 'Elsewhere', label: 'ada' }],
    })
  })

  it('of somebody else here is not taken', async () => {
    const there = await elsewhere()
    const ada = somebody()
    await linkAt((await ownerAtHome()).browser, there, ada)
    const { browser } = await ownerAtHome()
    const page = await linkAt(browser, there, ada)
    expect(page.text).toContain('linked to somebody else here')
    expect((await whoIs(browser))['identities']).toEqual([])
  })

  it('is linked in the session alone that wanted it, whoever brings the answer', async () => {
    const there = await elsewhere()
    const { browser, email } = await ownerAtHome()
    const left = await beginLink(browser)
    const other = await browserOf((await ownerAtHome()).email)
    for (const [name, value] of browser.cookies) {
      if (name.startsWith('__Host-upstream')) other.cookies.set(name, value)
    }
    const page = await other.open(
      `/login/from/${there.id}?${there.idp.authorize(left, somebody())}`,
    )
    expect(page.text).toContain('This sign-in cannot go on')
    expect((await whoIs(other))['identities']).toEqual([])
    expect((await whoIs(await browserOf(email)))['identities']).toEqual([])
  })

  it('is linked on a fresh proof alone (ASVS 7.5.1)', async () => {
    await elsewhere()
    const { browser } = await ownerAtHome()
    const account = await browser.open('/account')
    vi.setSystemTime(Date.now() + 301_000)
    const page = await browser.post('/account/identities', fieldsOf(account, '/account/identities'))
    expect(page.status).toBe(400)
    expect(page.text).toContain('Sign in once more first')
  })

  it('that was unlinked opens nothing, and ends what it has opened', async () => {
    const there = await elsewhere()
    const { browser } = await ownerAtHome()
    const ada = somebody()
    await linkAt(browser, there, ada)
    const second = new Browser()
    await signInWith(second, there, ada)
    const account = await browser.open('/account')
    const done = await browser.post(
      '/account/identities/remove',
      fieldsOf(account, '/account/identities/remove'),
    )
    expect(done.text, inWords(done)).toContain('It is unlinked')
    expect(await isSignedIn(second)).toBe(false)
    expect(await isSignedIn(browser)).toBe(true)
    const third = new Browser()
    expect((await signInWith(third, there, ada)).url).toMatch(/\/login\/newcomer$/)
  })

  it('is unlinked once, however often that is clicked', async () => {
    const there = await elsewhere()
    const { browser } = await ownerAtHome()
    await linkAt(browser, there, somebody())
    const fields = fieldsOf(await browser.open('/account'), '/account/identities/remove')
    const twin = copyOf(browser)
    await browser.post('/account/identities/remove', fields)
    const again = await twin.post('/account/identities/remove', fields)
    expect(again.text).toContain('It is unlinked')
    expect(await isSignedIn(browser)).toBe(true)
  })

  it.each([
    { name: 'the tenant mails no codes', isMailed: false, isProven: true, isKept: true },
    {
      name: 'a code would go to an address of no proof',
      isMailed: true,
      isProven: false,
      isKept: true,
    },
    { name: 'but a mailed code is one, too', isMailed: true, isProven: true, isKept: false },
  ])('is not unlinked where it is the last way in: $name', async (t) => {
    await admin('PATCH', '/tenant', { sign_in_by_email: t.isMailed })
    const there = await elsewhere(open)
    const browser = new Browser()
    const email = `only-${t.isMailed}-${t.isProven}@example.org`
    await signInWith(browser, there, somebody({ email, email_verified: true }))
    const { sub } = await whoIs(browser)
    await admin('PATCH', `/users/${String(sub)}`, { email_verified: t.isProven })
    const fields = fieldsOf(await browser.open('/account'), '/account/identities/remove')
    const page = await browser.post('/account/identities/remove', fields)
    expect(page.text).toContain(t.isKept ? 'This is your only way in' : 'It is unlinked')
    expect((await whoIs(browser))['identities']).toHaveLength(Number(t.isKept))
    await admin('PATCH', '/tenant', { sign_in_by_email: false })
  })

  it('goes with its person, and may come back as somebody new', async () => {
    const there = await elsewhere(open)
    const ada = somebody({ email: 'gone@example.org', email_verified: true })
    const browser = new Browser()
    await signInWith(browser, there, ada)
    const { sub } = await whoIs(browser)
    expect((await admin('DELETE', `/users/${String(sub)}`)).status).toBe(204)
    const again = new Browser()
    await signInWith(again, there, ada)
    expect((await whoIs(again))['sub']).not.toBe(sub)
  })
})

describe('what was proven of a newcomer', () => {
  it('is used once (CVE-2026-9087)', async () => {
    const there = await elsewhere()
    const { email } = await ownerAtHome()
    const browser = new Browser()
    await signInWith(browser, there, somebody())
    const twin = copyOf(browser)
    const ask = await browser.submit(await browser.open('/login?next=link'), {
      username: email,
      password: PASSWORD,
    })
    await browser.submit(ask)
    const other = await ownerAtHome()
    const page = await twin.submit(await twin.open('/login?next=link'), {
      username: other.email,
      password: PASSWORD,
    })
    expect(page.url).toMatch(/\/account$/)
    expect((await whoIs(twin))['identities']).toEqual([])
  })

  it('goes on, once linked, in the sign-in of the app', async () => {
    const client = await registerClient()
    const there = await elsewhere()
    const email = 'linker@example.org'
    await registerPerson(email)
    const browser = new Browser()
    const page = await browser.open(await client.requestUrl())
    const [link = ''] = linksToOthers(page).filter((each) => each.includes(there.id))
    const left = (await browser.open(link)).left ?? new URL('about:blank')
    await browser.open(`/login/from/${there.id}?${there.idp.authorize(left, somebody())}`)
    const ask = await browser.submit(await browser.open('/login?next=link'), {
      username: email,
      password: PASSWORD,
    })
    const consent = await browser.submit(ask)
    codeOf(await browser.submit(consent, { decision: 'approve' }))
  })

  it('is of this browser, and for as long as it may think about it', async () => {
    const there = await elsewhere({ sign_up: 'create' })
    const browser = new Browser()
    await signInWith(browser, there, somebody())
    expect((await new Browser().open('/login/newcomer')).status).toBe(400)
    vi.setSystemTime(Date.now() + 901_000)
    expect((await browser.post('/login/newcomer', {})).status).toBe(400)
  })
})

it('leaves nobody at a provider behind that was disabled meanwhile', async () => {
  const there = await elsewhere(open)
  const browser = new Browser()
  const response = there.idp.authorize(await leave(browser, there.id), somebody())
  await admin('PATCH', `/upstreams/${there.id}`, { enabled: false })
  const page = await browser.open(`/login/from/${there.id}?${response}`)
  expect(page.status).toBe(400)
  expect(there.idp.count('/token')).toBe(0)
})

it('whoever has a passkey links nothing by a password alone, and can once both are proven', async () => {
  await elsewhere()
  const key = new Authenticator()
  const { email } = await ownerOf(key)
  const browser = newBrowser()
  await signInByPassword(browser, email)
  const begin = async () =>
    browser.post('/account/identities', {
      ...fieldsOf(await browser.open('/account'), '/account/identities'),
    })
  const [, again = ''] = /class="button primary" href="([^"]+)"/.exec((await begin()).text) ?? []
  const asked = await browser.open(again.replaceAll('&amp;', '&'))
  const second = await browser.submit(asked, { password: PASSWORD })
  expect(second.url, inWords(second)).toContain('/login/second')
  const next = { next: 'identities' }
  const options = await askFor<RequestOptions>(browser, '/login/second/passkey/challenge', next)
  const credential = await key.get(options)
  const page = await browser.post('/login/second/passkey', { ...next, credential })
  expect(page.url).toMatch(/\/account$/)
  expect((await begin()).headers.get('Refresh')).toContain('0; url=https://')
})
