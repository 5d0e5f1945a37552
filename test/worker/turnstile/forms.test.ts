/** The forms that Turnstile stands before: who has not been found human there gets nothing done, and loses nothing. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { DAY } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { newBrowser } from '../recovery/house.ts'
import { runAlarms } from '../registry/house.ts'
import { Browser, inWords, type Page } from '../support/browser.ts'
import { PASSWORD, registerPerson } from '../support/relying_party.ts'
import { logOf } from '../support/signed_in.ts'
import { spent } from '../support/spent.ts'
import { cloudflare, FIELD, SECRET, setUp, SITE_KEY, type Cloudflare } from './house.ts'

const ADA = 'ada@turnstile.amphora.test'
const NOBODY = 'nobody@turnstile.amphora.test'
const NOTHING = { calls: [0], kvReads: 0, rows: 0 }

beforeAll(async () => {
  vi.setSystemTime(Date.now() + 1000 * DAY * 1000)
  await registerPerson(ADA)
  await setUp(undefined, { sign_up: 'open', sign_in_by_email: true })
  // Everything is warm from here on, as in an isolate that has answered before.
  for (const { path } of FORMS) await newBrowser().open(path)
  await runAlarms(MAIN_TENANT)
})
afterEach(() => vi.restoreAllMocks())

interface Form {
  name: string
  form: string
  path: string
  fields: Record<string, string>
  /** What the page says when it was let through. */
  says: string
  /** Of another form. */
  other: string
}

const FORMS: Form[] = [
  {
    name: 'a password',
    form: 'sign_in',
    path: '/login',
    fields: { password: PASSWORD, remember: 'yes' },
    says: 'You are signed in as',
    other: 'recovery',
  },
  {
    name: 'a code by mail',
    form: 'sign_in',
    path: '/login',
    fields: { way: 'code', password: '' },
    says: 'mailbox',
    other: 'sign_up',
  },
  {
    name: 'an account',
    form: 'sign_up',
    path: '/signup',
    fields: {},
    says: 'mailbox',
    other: 'sign_in',
  },
  {
    name: 'a new password',
    form: 'recovery',
    path: '/recover',
    fields: {},
    says: 'mailbox',
    other: 'sign_in',
  },
]

interface Bad {
  name: string
  status: number
  /** What is sent as the token. */
  token: (from: Cloudflare, form: Form) => string | Promise<string>
  /** Whether siteverify is asked, and what it answers then. */
  isAsked: boolean
  answer?: () => Response | Promise<Response>
}

const good = (from: Cloudflare, { form }: Form) => from.token(form)
const json =
  (value: unknown, status = 200) =>
  () =>
    Response.json(value, { status })

const BAD: Bad[] = [
  { name: 'an empty token', status: 400, token: () => '', isAsked: false },
  {
    name: 'a token longer than there are',
    status: 400,
    token: () => 'x'.repeat(2049),
    isAsked: false,
  },
  { name: 'a token that is made up', status: 400, token: () => 'made-up', isAsked: true },
  {
    name: 'a token for another form',
    status: 400,
    token: (from, { other }) => from.token(other),
    isAsked: true,
  },
  {
    name: 'a token for another host',
    status: 400,
    token: (from, { form }) => from.token(form, 'evil.example'),
    isAsked: true,
  },
  {
    name: 'a success that names no host and no form',
    status: 400,
    token: good,
    isAsked: true,
    answer: json({ success: true }),
  },
  {
    name: 'a secret that Cloudflare does not know',
    status: 503,
    token: good,
    isAsked: true,
    answer: json({ success: false, 'error-codes': ['invalid-input-secret'] }),
  },
  {
    name: 'trouble at Cloudflare',
    status: 503,
    token: good,
    isAsked: true,
    answer: json({ success: false, 'error-codes': ['internal-error'] }, 500),
  },
  {
    name: 'a service that is down',
    status: 503,
    token: good,
    isAsked: true,
    answer: () => Promise.reject(new Error('unreachable')),
  },
  {
    name: 'a service that sends one elsewhere',
    status: 503,
    token: good,
    isAsked: true,
    answer: () => Response.redirect('https://evil.example/', 307),
  },
  {
    name: 'an answer that is no JSON',
    status: 503,
    token: good,
    isAsked: true,
    answer: () => new Response('<h1>Bad gateway</h1>', { status: 502 }),
  },
  {
    name: 'an answer of another shape',
    status: 503,
    token: good,
    isAsked: true,
    answer: json({ success: 'true', action: 'sign_in', hostname: 'op.amphora.test' }),
  },
  {
    name: 'an answer without an end',
    status: 503,
    token: good,
    isAsked: true,
    answer: () => new Response('x'.repeat(20_000)),
  },
]

const isVerifiedNot = ({ text }: Page) => text.includes('you are not a robot did not work')
const isUnavailable = ({ text }: Page) => text.includes('We cannot check right now')

/** That nothing came of it but the form, with what was typed in it. */
function expectFormAgain(page: Page, browser: Browser, form: Form, username: string): void {
  expect(page.form?.action, inWords(page)).toBe(form.path)
  expect(page.form?.fields['username']).toBe(username)
  expect(page.form?.fields).not.toHaveProperty('password', PASSWORD)
  if (form.fields['remember']) expect(page.form?.fields['remember']).toBe('yes')
  expect([...browser.cookies]).toEqual([])
}

describe.each(FORMS)('asking for $name', (form) => {
  const { path, fields } = form

  // No call means no password hash, too: what it is compared with was not read.
  it.each(BAD)('with $name does nothing', async ({ status, token, isAsked, answer }) => {
    const from = cloudflare(answer)
    const sent = { ...fields, username: ADA, [FIELD]: await token(from, form) }
    const browser = newBrowser()
    let page: Page | undefined
    const cost = await spent(async () => {
      page = await browser.post(path, sent)
      await scheduler.wait(20)
    })
    expect(cost).toEqual(NOTHING)
    expect(from.mailed).toEqual([])
    expect(from.asked).toHaveLength(isAsked ? 1 : 0)
    if (!page) return
    expect(page.status, inWords(page)).toBe(status)
    expect(page.headers.get('Retry-After')).toBe(status === 503 ? '5' : null)
    expect([isVerifiedNot(page), isUnavailable(page)]).toEqual([status === 400, status === 503])
    expectFormAgain(page, browser, form, ADA)
  })

  it('without a token does nothing, and tells nobody who exists', async () => {
    const from = cloudflare()
    const pages: Page[] = []
    const cost = await spent(async () => {
      for (const username of [ADA, NOBODY]) {
        pages.push(await newBrowser().post(path, { ...fields, username }))
      }
    })
    expect(cost).toEqual({ ...NOTHING, calls: [0, 0] })
    expect([from.asked, from.mailed]).toEqual([[], []])
    const [known, unknown] = pages
    expect(unknown?.text.replaceAll(NOBODY, ADA)).toBe(known?.text)
    expect(unknown?.status).toBe(known?.status)
    expect([...(unknown?.headers.keys() ?? [])]).toEqual([...(known?.headers.keys() ?? [])])
  })

  it('with a good token goes on, once: Cloudflare is told whose it is', async () => {
    const from = cloudflare()
    const browser = new Browser({ 'CF-Connecting-IP': '198.51.100.7' })
    const token = from.token(form.form)
    const sent = { ...fields, username: ADA, [FIELD]: token }
    const page = await browser.post(path, sent)
    expect(page.text, inWords(page)).toContain(form.says)
    expect(from.asked).toEqual([{ secret: SECRET, response: token, remoteip: '198.51.100.7' }])
    const again = newBrowser()
    const refused = await again.post(path, sent)
    expect(refused.status).toBe(400)
    expectFormAgain(refused, again, form, ADA)
  })

  it('says so to the log, without the token', async () => {
    const from = cloudflare()
    const refusals = logOf('turnstile_unverified')
    await newBrowser().post(path, { ...fields, username: ADA, [FIELD]: 'made-up' })
    expect(refusals()).toEqual([
      expect.objectContaining({ form: form.form, because: ['invalid-input-response'] }),
    ])
    expect(JSON.stringify(refusals())).not.toContain('made-up')
    expect(from.asked).toHaveLength(1)
  })

  it('shows the widget of its form, which its policy lets be', async () => {
    const { text, headers } = await newBrowser().open(path)
    expect(text).toContain(`data-sitekey="${SITE_KEY}" data-action="${form.form}"`)
    expect(text).toContain('data-language="en"')
    expect(text).toContain('<noscript>')
    const policy = headers.get('Content-Security-Policy') ?? ''
    expect(policy).toMatch(/; frame-src https:\/\/challenges\.cloudflare\.com(;|$)/)
    expect(policy.match(/script-src ([^;]+)/g)).toHaveLength(1)
    expect(/script-src ([^;]+)/.exec(policy)?.[1]?.split(' ')).toEqual([
      ...(path === '/login' ? [expect.stringMatching(/^'sha256-/)] : []),
      expect.stringMatching(/^'sha256-/),
      'https://challenges.cloudflare.com',
    ])
  })

  it('is asked for in German by whoever reads German', async () => {
    const { text } = await new Browser({ 'Accept-Language': 'de' }).open(path)
    expect(text).toContain('data-language="de"')
    expect(text).toContain('Dieses Formular braucht JavaScript')
  })
})

it('a service that takes too long is as good as none', async () => {
  const from = cloudflare(async () => {
    await scheduler.wait(4000)
    return Response.json({ success: true })
  })
  const page = await newBrowser().post('/recover', {
    username: ADA,
    [FIELD]: from.token('recovery'),
  })
  expect([page.status, isUnavailable(page)]).toEqual([503, true])
})

it('nobody is kept waiting by whoever has no token: the name is not counted', async () => {
  const from = cloudflare()
  for (let tries = 0; tries < 8; tries++) {
    await newBrowser().post('/login', { username: ADA, password: 'wrong', [FIELD]: 'made-up' })
  }
  const token = from.token('sign_in')
  const page = await newBrowser().post('/login', {
    username: ADA,
    password: PASSWORD,
    [FIELD]: token,
  })
  expect(page.text, inWords(page)).toContain('You are signed in as')
})
