/** A person's own address: proven in the session that asked, and nobody's before (catalogue 182, 183, 186). */
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR, MINUTE } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { admin } from '../admin/house.ts'
import { mailService, newBrowser, settle, type Sent } from '../recovery/house.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { PASSWORD } from '../support/relying_party.ts'
import { spent } from '../support/spent.ts'
import { browserOf, copyOf, ownerAtHome, signInAtAccount, type Owner } from './account_house.ts'

let sent: Sent[]
let addresses = 0
const newAddress = () => `new${++addresses}@email.amphora.test`
const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeAll(() => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
})
beforeEach(() => {
  later(HOUR)
  sent = mailService()
})
afterEach(() => vi.restoreAllMocks())

const ask = async ({ browser, sub }: Owner, email: string): Promise<Page> => {
  const page = await browser.post('/account/email', { account: sub, email })
  await settle(sub)
  return page
}

/** The link of the newest mail. */
function newestLink(): string {
  const [link = ''] = /^https:\/\/\S+$/m.exec(sent.at(-1)?.mail.text ?? '') ?? []
  expect(link).toContain('/account/email/confirm?link=')
  return link
}

async function linkFor(owner: Owner, email: string): Promise<string> {
  const page = await ask(owner, email)
  expect(page.status, inWords(page)).toBe(200)
  return newestLink()
}

const isDone = ({ url }: Page) => url.endsWith('/account?done=email')
const isClosed = ({ status, text }: Page) =>
  status === 400 && text.includes('This link does not work any more')

async function confirm(browser: Browser, link: string): Promise<Page> {
  const page = await browser.open(link)
  expect(page.status, inWords(page)).toBe(200)
  return browser.submit(page)
}

const recordOf = async ({ sub }: Owner) => (await admin('GET', `/users/${sub}`)).body

describe('a new address', () => {
  it('is one when its link is confirmed, both addresses are told, and the old one is free', async () => {
    const owner = await ownerAtHome()
    const email = newAddress()
    const link = await linkFor(owner, email)
    expect(await recordOf(owner)).toMatchObject({ email: owner.email, email_verified: false })
    const page = await confirm(owner.browser, link)
    expect(isDone(page), inWords(page)).toBe(true)
    await settle(owner.sub)
    expect(sent.map(({ mail: { to, subject } }) => [to[0], subject])).toEqual([
      [email, 'Confirm your address for Amphora'],
      [owner.email, 'Your address for Amphora was changed'],
    ])
    expect(await recordOf(owner)).toMatchObject({ email, email_verified: true })
    await browserOf(email)
    expect((await signInAtAccount(newBrowser(), owner.email)).status).toBe(400)
    expect((await admin('POST', '/users', { email: owner.email })).status).toBe(201)
    const events = await admin('GET', `/users/${owner.sub}/events`)
    expect(events.body['items']).toMatchObject([{ event: 'email_changed' }])
  })

  it('that is only looked at, as mail scanners do, is none', async () => {
    const owner = await ownerAtHome()
    const link = await linkFor(owner, newAddress())
    expect(isClosed(await new Browser().open(link))).toBe(true)
    expect((await owner.browser.open(link)).status).toBe(200)
    expect(await recordOf(owner)).toMatchObject({ email: owner.email })
  })

  it('is not confirmed in another browser, be it of the same person (catalogue 183)', async () => {
    const owner = await ownerAtHome()
    const other = await browserOf(owner.email)
    const link = await linkFor(owner, newAddress())
    const sealed = new URL(link).searchParams.get('link') ?? ''
    for (const browser of [other, new Browser(), (await ownerAtHome()).browser]) {
      expect(isClosed(await browser.open(link))).toBe(true)
      expect(isClosed(await browser.post('/account/email/confirm', { link: sealed }))).toBe(true)
    }
    expect(await recordOf(owner)).toMatchObject({ email: owner.email })
    expect(isDone(await confirm(owner.browser, link))).toBe(true)
  })

  it('is made once, however often the form is sent, and leads to the same page', async () => {
    const owner = await ownerAtHome()
    const email = newAddress()
    const page = await owner.browser.open(await linkFor(owner, email))
    const pages = await Promise.all(
      Array.from({ length: 20 }, () => copyOf(owner.browser).submit(page)),
    )
    expect(pages.every(isDone), inWords(pages[0] ?? page)).toBe(true)
    await settle(owner.sub)
    expect(sent).toHaveLength(2)
    const { body } = await admin('GET', `/users?email=${email}`)
    expect(body['items']).toMatchObject([{ email, sub: owner.sub }])
    await browserOf(email)
  })

  it.each<{ name: string; end: (owner: Owner) => Promise<unknown> }>([
    { name: 'an hour later', end: async () => later(HOUR) },
    { name: 'when a newer one was asked for', end: (owner) => ask(owner, newAddress()) },
    {
      name: 'when the session has ended',
      end: ({ sub }) => admin('DELETE', `/users/${sub}/sessions`),
    },
    {
      name: 'when the person is disabled',
      end: ({ sub }) => admin('PATCH', `/users/${sub}`, { disabled: true }),
    },
    {
      name: 'when somebody else has it by now',
      end: () => admin('POST', '/users', { email: `new${addresses}@email.amphora.test` }),
    },
  ])('is not to be had $name', async ({ end }) => {
    const owner = await ownerAtHome()
    const link = await linkFor(owner, newAddress())
    const page = await owner.browser.open(link)
    await end(owner)
    expect(isClosed(await owner.browser.submit(page))).toBe(true)
    expect(await recordOf(owner)).toMatchObject({ email: owner.email })
  })

  it('keeps nobody from it who reads it: until it is proven no name is claimed (catalogue 184)', async () => {
    const owner = await ownerAtHome()
    const email = newAddress()
    await ask(owner, email)
    expect((await admin('POST', '/users', { email })).status).toBe(201)
  })

  it("of two people who prove the same at once is one person's", async () => {
    const owners = [await ownerAtHome(), await ownerAtHome()]
    const email = newAddress()
    const links: string[] = []
    for (const owner of owners) links.push(await linkFor(owner, email))
    const pages = await Promise.all(owners.map(({ browser }, at) => browser.open(links[at] ?? '')))
    const made = await Promise.all(
      owners.map(({ browser }, at) => browser.submit(pages[at] ?? expect.fail())),
    )
    expect(made.filter(isDone)).toHaveLength(1)
    expect(made.filter(isClosed)).toHaveLength(1)
  })
})

describe('an address that an operator gave', () => {
  it('is proven by the same link, and stays the same', async () => {
    const owner = await ownerAtHome()
    const page = await owner.browser.open('/account/email')
    expect(page.text).toContain('not confirmed yet')
    await owner.browser.submit(page)
    await settle(owner.sub)
    expect(isDone(await confirm(owner.browser, newestLink()))).toBe(true)
    expect(await recordOf(owner)).toMatchObject({ email: owner.email, email_verified: true })
    await settle(owner.sub)
    expect(sent).toHaveLength(1)
    const events = await admin('GET', `/users/${owner.sub}/events`)
    expect(events.body['items']).toMatchObject([{ event: 'email_verified' }])
    await browserOf(owner.email)
  })

  it('is spelled in another way by a change, and is still one name (catalogue 182)', async () => {
    const owner = await ownerAtHome()
    const spelled = owner.email.toUpperCase()
    expect(isDone(await confirm(owner.browser, await linkFor(owner, spelled)))).toBe(true)
    expect(await recordOf(owner)).toMatchObject({ email: spelled, email_verified: true })
    await browserOf(owner.email)
  })
})

describe('asking', () => {
  it('for an address of somebody else shows the same page, costs the same calls, and tells its owner', async () => {
    const [owner, somebody] = [await ownerAtHome(), await ownerAtHome()]
    const answers: object[] = []
    for (const email of [somebody.email.toUpperCase(), newAddress()]) {
      const cost = await spent(async () => {
        const { status, text } = await ask(owner, email)
        answers.push({ status, text: text.replaceAll(email, '…') })
      })
      expect(cost.calls).toEqual([3])
    }
    expect(answers[0]).toEqual(answers[1])
    expect(sent[0]?.mail).toMatchObject({
      to: [somebody.email],
      subject: 'You have an account at Amphora',
    })
  })

  it('in a session that is five minutes old has the person prove themselves first (ASVS 7.5.1)', async () => {
    const owner = await ownerAtHome()
    later(5 * MINUTE)
    for (const page of [
      await owner.browser.open('/account/email'),
      await ask(owner, newAddress()),
    ]) {
      expect(page.url).toContain('/login?next=email&prove=again')
    }
    expect(sent).toEqual([])
    const login = await owner.browser.open('/account/email')
    const page = await owner.browser.submit(login, { password: PASSWORD })
    expect(page.url).toMatch(/\/account\/email$/)
  })

  it('for what is no address is told', async () => {
    const page = await ask(await ownerAtHome(), 'ada at home')
    expect(page.status).toBe(400)
    expect(page.text).toContain('That is not an email address')
    expect(page.text).toContain('value="ada at home"')
  })

  it('fills no mailbox: five mails an hour (catalogue 186)', async () => {
    const owner = await ownerAtHome()
    const email = newAddress()
    for (let asked = 0; asked < 7; asked++) expect((await ask(owner, email)).status).toBe(200)
    expect(sent).toHaveLength(5)
  })

  it('by a form of another site, or for another account, does nothing', async () => {
    const owner = await ownerAtHome()
    const fields = { account: owner.sub, email: newAddress() }
    const foreign = { Origin: 'https://evil.test' }
    expect((await owner.browser.post('/account/email', fields, foreign)).status).toBe(400)
    await owner.browser.post('/account/email', { ...fields, account: 'another' })
    await settle(owner.sub)
    expect(sent).toEqual([])
  })
})

it('costs 3 calls to ask and 5 to confirm', async () => {
  const owner = await ownerAtHome()
  await runAlarms(MAIN_TENANT)
  const fields = { account: owner.sub, email: newAddress() }
  const asking = await spent(async () => {
    await owner.browser.post('/account/email', fields)
    await scheduler.wait(20)
  })
  expect(asking).toEqual({ calls: [3], kvReads: 0, rows: 3 })
  await settle(owner.sub)
  const page = await owner.browser.open(newestLink())
  const confirming = await spent(() => owner.browser.submit(page))
  // The page after it is the account's.
  expect(confirming).toEqual({ calls: [5, 1], kvReads: 0, rows: 8 })
})
