import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import {
  isChanged,
  isClosed,
  linkIn,
  mailService,
  newBrowser,
  settle,
  useLink,
  type Sent,
} from '../recovery/house.ts'
import { admin, auditOf, createUser } from './house.ts'

afterEach(() => vi.restoreAllMocks())

let made = 0
/** Of the mails that were sent, those to this address: others are told of what other tests did. */
const mailsTo = (sent: Sent[], email: string) => sent.filter(({ mail }) => mail.to.includes(email))

async function someone(claims: Record<string, unknown> = {}) {
  const email = `desk-${++made}@harbour.example`
  const { body } = await createUser(email, claims)
  return { email, sub: String(body.sub) }
}

describe('POST …/users/{sub}/send-reset', () => {
  it('mails the person a link that sets a new password, and answers nothing of it', async () => {
    const { email, sub } = await someone()
    const sent = mailService()
    const answer = await admin('POST', `/users/${sub}/send-reset`)
    expect(answer).toMatchObject({ status: 204, body: {} })
    await settle(sub)
    const [reset, ...others] = mailsTo(sent, email)
    expect(others).toEqual([])
    expect(reset?.mail.text).toContain('An operator of')
    expect(isChanged(await useLink(linkIn(reset)))).toBe(true)
  })

  it('writes in the person’s own language', async () => {
    const { email, sub } = await someone({ locale: 'de_AT' })
    const sent = mailService()
    await admin('POST', `/users/${sub}/send-reset`, {})
    await settle(sub)
    expect(mailsTo(sent, email)[0]?.mail.subject).toContain('Neues Passwort')
  })

  it('leaves a line in the audit, by whom and for whom, without the link', async () => {
    const { sub } = await someone()
    mailService()
    await admin('POST', `/users/${sub}/send-reset`)
    const [line] = (await auditOf('user.reset_sent')).filter((each) => each['sub'] === sub)
    expect(line).toMatchObject({ actor: 'admin', sub })
    expect(line).not.toHaveProperty('detail')
  })

  it('sent twice, the newer link alone works', async () => {
    const { email, sub } = await someone()
    const sent = mailService()
    await admin('POST', `/users/${sub}/send-reset`)
    await settle(sub)
    await admin('POST', `/users/${sub}/send-reset`)
    await settle(sub)
    const [first, second, ...more] = mailsTo(sent, email)
    expect(more).toEqual([])
    expect(isClosed(await newBrowser().open(linkIn(first)))).toBe(true)
    expect(isChanged(await useLink(linkIn(second)))).toBe(true)
  })

  it('is no link for a person who is disabled', async () => {
    const { email, sub } = await someone()
    await admin('PATCH', `/users/${sub}`, { disabled: true })
    const sent = mailService()
    const answer = await admin('POST', `/users/${sub}/send-reset`)
    expect(answer.body).toMatchObject({ status: 409, error: 'conflict' })
    await settle(sub)
    expect(mailsTo(sent, email)).toEqual([])
  })

  it.each(['nobody-at-all', 'x'.repeat(65), '%2e%2e'])('is 404 for %s', async (sub) => {
    expect((await admin('POST', `/users/${sub}/send-reset`)).status).toBe(404)
  })

  it('takes no words: neither an address nor a link can be chosen (CWE-915)', async () => {
    const { sub } = await someone()
    for (const body of [{ email: 'eve@evil.test' }, { link: 'x' }, { lang: 'de' }]) {
      const answer = await admin('POST', `/users/${sub}/send-reset`, body)
      expect(answer.body).toMatchObject({ status: 400, field: Object.keys(body)[0] })
    }
  })

  it('says so where no mail is sent at all', async () => {
    const { sub } = await someone()
    const { MAIL } = env
    Object.assign(env, { MAIL: '' })
    try {
      const answer = await admin('POST', `/users/${sub}/send-reset`)
      expect(answer.body).toMatchObject({ status: 409, error: 'conflict' })
      expect(answer.body.detail).toContain('MAIL')
    } finally {
      Object.assign(env, { MAIL })
    }
  })
})

describe('a password that an operator sets', () => {
  it('is told to its person by mail and in their events', async () => {
    const { email, sub } = await someone()
    const sent = mailService()
    await admin('PATCH', `/users/${sub}`, { password: 'another battery horse' })
    await settle(sub)
    const [notice, ...others] = mailsTo(sent, email)
    expect(others).toEqual([])
    expect(notice?.mail.text).toContain('An operator of')
    expect(notice?.mail.text).not.toContain('another battery horse')
    const { body } = await admin('GET', `/users/${sub}/events`)
    expect(body.items).toMatchObject([{ event: 'password_set' }])
    expect(await auditOf('password_set')).toContainEqual(
      expect.objectContaining({ actor: 'admin', sub }),
    )
  })

  it('is told to the address that they had, also where that changes with it', async () => {
    const { email, sub } = await someone()
    const sent = mailService()
    const patch = { password: 'another battery horse', email: `new-${email}` }
    expect((await admin('PATCH', `/users/${sub}`, patch)).status).toBe(200)
    await settle(sub)
    expect(mailsTo(sent, email)).toHaveLength(1)
    expect(mailsTo(sent, `new-${email}`)).toEqual([])
  })

  it('is no news where anything else changes, or nothing did', async () => {
    const { email, sub } = await someone()
    const sent = mailService()
    await admin('PATCH', `/users/${sub}`, { nickname: 'Grace' })
    const stale = { 'If-Match': '"999"' }
    await admin('PATCH', `/users/${sub}`, { password: 'another battery horse' }, stale)
    await settle(sub)
    expect(mailsTo(sent, email)).toEqual([])
  })
})
