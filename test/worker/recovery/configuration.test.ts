/** Which service sends the mail, and what there is where none does. */
import { createExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { app } from '../../../src/app.ts'
import { deliverMail } from '../../../src/notify/mail/deliver_mail.ts'
import { newSub, MAIN_TENANT } from '../../../src/kernel/ids.ts'
import { createWorld } from '../../../src/services.ts'
import { readConfig, type Env } from '../../../src/env.ts'
import type { MailNotice } from '../../../src/domain/mail_notice.ts'

afterEach(() => vi.restoreAllMocks())

const open = async (path: string, changes: Partial<Env>, init?: RequestInit) =>
  app.fetch(
    new Request(`https://op.amphora.test${path}`, init),
    { ...env, ...changes },
    createExecutionContext(),
  )

const LOCAL: Partial<Env> = { ISSUER: 'http://localhost:8000', MAIL: 'outbox' }
const NOTICE: MailNotice = {
  kind: 'password_changed',
  id: 'a-mail',
  tenant: MAIN_TENANT,
  sub: newSub(),
  to: 'ada@amphora.test',
  lang: 'en',
}

const send = (changes: Partial<Env>, notice = NOTICE) =>
  deliverMail(
    createWorld(
      { ...env, ...changes },
      { request: new Request('https://op.amphora.test'), defer: () => {} },
    ),
    notice,
  )

describe('without mail', () => {
  it('no page leads to a recovery, and there is none', async () => {
    const login = await open('/login', { MAIL: '' })
    expect(login.status).toBe(200)
    expect(await login.text()).not.toContain('/recover')
    for (const path of ['/recover', '/recover/password?link=x', '/recover/changed']) {
      expect((await open(path, { MAIL: '' })).status).toBe(404)
    }
  })

  it('a mail that was decided before is forgotten', async () => {
    expect(await send({ MAIL: '' })).toBe(true)
  })
})

it('with mail, the sign-in page leads to it', async () => {
  expect(await (await open('/login', {})).text()).toContain('<a href="/recover">')
})

describe('the binding of Cloudflare', () => {
  it('is handed the parts of the mail', async () => {
    const sendMail = vi.fn(async () => ({ messageId: '1' }))
    expect(await send({ MAIL: 'cloudflare', EMAIL: { send: sendMail } })).toBe(true)
    expect(sendMail).toHaveBeenCalledExactlyOnceWith({
      from: { name: 'Amphora', email: 'id@op.amphora.test' },
      to: 'ada@amphora.test',
      subject: 'Your password for Amphora was changed',
      text: expect.stringContaining('https://op.amphora.test/recover') as string,
      html: expect.stringContaining('<a href="https://op.amphora.test/recover"') as string,
    })
  })

  it('that takes none has it tried again', async () => {
    const sendMail = () => Promise.reject(new Error('E_RATE_LIMIT'))
    expect(await send({ MAIL: 'cloudflare', EMAIL: { send: sendMail } })).toBe(false)
  })
})

describe('the outbox of a local provider', () => {
  it('shows mails with their links, and what strangers wrote as text', async () => {
    expect(await send(LOCAL, { ...NOTICE, to: '"<b>x</b>"@amphora.test' })).toBe(true)
    const page = await (await open('/outbox', LOCAL)).text()
    expect(page).toContain('<a href="http://localhost:8000/recover">')
    expect(page).toContain('&lt;b&gt;x&lt;/b&gt;')
    expect(page).not.toContain('<b>x')
  })

  it('is nowhere else', async () => {
    expect((await open('/outbox', {})).status).toBe(404)
    expect((await open('/outbox', { MAIL: '' })).status).toBe(404)
  })
})

describe('a configuration that cannot send is refused, in a sentence', () => {
  it.each<{ name: string; changes: Partial<Env>; says: string }>([
    { name: 'an unknown service', changes: { MAIL: 'pigeon' }, says: 'MAIL must be' },
    { name: 'no sender', changes: { MAIL_FROM: '' }, says: 'MAIL_FROM must say' },
    { name: 'a sender that is none', changes: { MAIL_FROM: 'Amphora <x>' }, says: 'MAIL_FROM' },
    {
      name: 'a sender with a line break',
      changes: { MAIL_FROM: 'A\r\nBcc: e@evil.test <a@b.test>' },
      says: 'MAIL_FROM',
    },
    { name: 'no key', changes: { MAIL_API_KEY: ' ' }, says: 'secret put MAIL_API_KEY' },
    { name: 'a plain address', changes: { MAIL_API_URL: 'http://x.test' }, says: 'https address' },
    { name: 'no binding', changes: { MAIL: 'cloudflare' }, says: '[[send_email]] binding' },
    { name: 'an outbox for the world', changes: { MAIL: 'outbox' }, says: 'for development' },
  ])('$name', ({ changes, says }) => {
    expect(() => readConfig({ ...env, ...changes })).toThrow(says)
  })

  it.each([
    { value: 'id@example.com', sender: { name: 'id@example.com', email: 'id@example.com' } },
    { value: 'Example <id@example.com>', sender: { name: 'Example', email: 'id@example.com' } },
    { value: '"Ex, Inc." <ID@example.com>', sender: { name: 'Ex, Inc.', email: 'id@example.com' } },
  ])('$value is a sender', ({ value, sender }) => {
    expect(readConfig({ ...env, MAIL_FROM: value }).mail).toMatchObject({ from: sender })
  })
})
