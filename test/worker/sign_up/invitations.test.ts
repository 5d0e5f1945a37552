/** Accounts of those whom an operator invites: a week, once, and until it is taken back. */
import { exports } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { admin, auditOf, TOKEN, type Answer } from '../admin/house.ts'
import { mailService, newBrowser, type Sent } from '../recovery/house.ts'
import { inWords } from '../support/browser.ts'
import { ISSUER } from '../support/reading_world.ts'
import { registerPerson } from '../support/relying_party.ts'
import {
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
const newAddress = () => `guest${++people}@invited.amphora.test`
let sent: Sent[]

beforeAll(() => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
})
beforeEach(async () => {
  sent = mailService()
  await settings({ sign_up: 'invite' })
})
afterEach(() => vi.restoreAllMocks())

const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000)

async function invite(body: Record<string, unknown>): Promise<Answer> {
  const answer = await admin('POST', '/invitations', body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer
}

describe('an invitation', () => {
  it('is mailed, opens the form with what is known, and makes the account', async () => {
    const email = newAddress()
    const { body, headers } = await invite({ email, name: 'Ada', nickname: 'Countess' })
    expect(headers.get('Location')).toBe(`${ISSUER}/api/sso/v1/invitations/${String(body['id'])}`)
    expect(sent.map(({ mail: { to, subject } }) => [to, subject])).toEqual([
      [[email], 'You are invited to Amphora'],
    ])
    const browser = newBrowser()
    const page = await browser.open(linkIn(sent[0]))
    expect(page.form?.fields).toMatchObject({ username: email, name: 'Ada' })
    const account = await browser.submit(page, { password: PASSWORD })
    expect(isIn(account), inWords(account)).toBe(true)
    const [{ sub } = {}] = await peopleNamed(email)
    expect((await admin('GET', `/users/${String(sub)}`)).body).toMatchObject({
      email,
      email_verified: true,
      name: 'Ada',
      nickname: 'Countess',
    })
    const read = await admin('GET', `/invitations/${String(body['id'])}`)
    expect(read.body).toMatchObject({ email, accepted_at: expect.any(String) as string })
  })

  it('speaks the language of its guest', async () => {
    await invite({ email: newAddress(), locale: 'de-AT' })
    expect(sent[0]?.mail.subject).toBe('Sie sind zu Amphora eingeladen')
  })

  it('that is read again says all but its link, and what the audit tells is no address', async () => {
    const { body } = await invite({ email: newAddress() })
    const id = String(body['id'])
    const { body: list } = await admin('GET', '/invitations?limit=100')
    expect(list['items']).toContainEqual(body)
    expect(JSON.stringify(list)).not.toContain('link')
    const lines = await auditOf('invitation.created')
    expect(lines).toContainEqual(
      expect.objectContaining({
        actor: 'admin',
        detail: expect.objectContaining({ id }) as object,
      }),
    )
    expect(JSON.stringify(lines)).not.toContain('@')
  })

  it('makes one account, however many use it at once', async () => {
    const email = newAddress()
    await invite({ email })
    const page = await newBrowser().open(linkIn(sent[0]))
    const pages = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        newBrowser().submit(page, { password: `${PASSWORD} ${at}` }),
      ),
    )
    expect(pages.filter(isIn)).toHaveLength(1)
    expect(await peopleNamed(email)).toHaveLength(1)
  })

  it.each<{ name: string; end: (id: string, email: string, link: string) => Promise<unknown> }>([
    { name: 'that was taken back', end: (id) => admin('DELETE', `/invitations/${id}`) },
    { name: 'that is a week old', end: async () => later(7 * DAY) },
    { name: 'that was used', end: (_id, _email, link) => useLink(link) },
    { name: 'whose guest has an account by now', end: (_id, email) => registerPerson(email) },
    {
      name: 'whose account was made and deleted again',
      end: async (_id, email, link) => {
        await useLink(link)
        await scheduler.wait(20)
        const [{ sub } = {}] = await peopleNamed(email)
        await admin('DELETE', `/users/${String(sub)}`)
      },
    },
  ])('$name is closed, also for a form that stands open', async ({ end }) => {
    const email = newAddress()
    const { body } = await invite({ email })
    const link = linkIn(sent[0])
    const browser = newBrowser()
    const form = await browser.open(link)
    await end(String(body['id']), email, link)
    expect(isClosed(await newBrowser().open(link))).toBe(true)
    expect(isClosed(await browser.submit(form, { password: PASSWORD }))).toBe(true)
  })

  it('that nobody can use any more is forgotten a month later', async () => {
    const { body } = await invite({ email: newAddress() })
    later(38 * DAY)
    await settings({ sign_up: 'invite' })
    await invite({ email: newAddress() })
    expect((await admin('GET', `/invitations/${String(body['id'])}`)).status).toBe(404)
  })
})

describe('nobody is invited', () => {
  it('who has an account already', async () => {
    const email = newAddress()
    await registerPerson(email)
    const answer = await admin('POST', '/invitations', { email: email.toUpperCase() })
    expect(answer).toMatchObject({ status: 409, body: { error: 'conflict', field: 'email' } })
    expect(sent).toEqual([])
  })

  it.each([{ email: 'ada at home' }, {}, { email: 'a@b.example', email_verified: true }])(
    'by %o',
    async (body) => {
      expect((await admin('POST', '/invitations', body)).status).toBe(400)
      expect(sent).toEqual([])
    },
  )

  it('where nobody may make an account, and no link of before opens', async () => {
    await invite({ email: newAddress() })
    await settings({ sign_up: 'off' })
    expect((await admin('POST', '/invitations', { email: newAddress() })).status).toBe(409)
    expect((await newBrowser().open(linkIn(sent[0]))).status).toBe(404)
  })

  it('whom the mail service does not take: then nobody is', async () => {
    vi.restoreAllMocks()
    mailService(() => new Response(null, { status: 500 }))
    const email = newAddress()
    expect((await admin('POST', '/invitations', { email })).status).toBe(503)
    const { body } = await admin('GET', '/invitations?limit=100')
    expect(JSON.stringify(body)).not.toContain(email)
  })

  it('without the admin token', async () => {
    const answer = await exports.default.fetch(`${ISSUER}/api/sso/v1/invitations`, {
      method: 'POST',
      headers: { Authorization: `Bearer not ${TOKEN}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email: newAddress() }),
    })
    expect(answer.status).toBe(401)
    expect(sent).toEqual([])
  })
})

describe('where only guests may', () => {
  it('no page leads to an account, and nobody is asked for an address', async () => {
    expect((await newBrowser().open('/login')).text).not.toContain('/signup')
    expect((await newBrowser().open('/signup')).status).toBe(404)
    expect((await newBrowser().post('/signup', { username: newAddress() })).status).toBe(404)
    expect(sent).toEqual([])
  })

  it('a link that whoever came was mailed before is closed', async () => {
    await settings({ sign_up: 'open' })
    const link = await linkFor(newAddress())
    await settings({ sign_up: 'invite' })
    expect(isClosed(await newBrowser().open(link))).toBe(true)
  })
})
