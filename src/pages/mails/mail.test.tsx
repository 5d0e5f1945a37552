import { expect, it } from 'vitest'
import { ENGLISH, EVERY_LANGUAGE } from '../../../test/support/languages.ts'
import { letterOf, type LetterFacts } from './letters.ts'
import { mailOf } from './mail.tsx'

const url = 'https://op.amphora.test/recover/password?link=AQAA'
const facts = (tenantName: string, to = 'ada@harbour.example'): LetterFacts[] => [
  { kind: 'recovery', tenantName, to, url },
  { kind: 'sign_in_code', tenantName, to, url, code: '1234 5678' },
  { kind: 'password_changed', tenantName, to, url: 'https://op.amphora.test/recover' },
  { kind: 'recovery_sent', tenantName, to, url },
  { kind: 'password_set', tenantName, to, url: 'https://op.amphora.test/recover' },
  { kind: 'own_password_changed', tenantName, to, url: 'https://op.amphora.test/recover' },
  { kind: 'sign_up', tenantName, to, url },
  { kind: 'invitation', tenantName, to, url },
  { kind: 'address_in_use', tenantName, to, url },
  { kind: 'email_proof', tenantName, to, url },
  { kind: 'email_changed', tenantName, to, url },
]
const mailsOf = (tenantName: string, to?: string) =>
  Promise.all(
    EVERY_LANGUAGE.flatMap((lang) =>
      facts(tenantName, to).map((each) => mailOf(letterOf(each, lang), { tenantName, lang })),
    ),
  )

it('a link stands on a line of its own in the text, and once to click on in the HTML', async () => {
  const [mail] = await mailsOf('Harbour Museum')
  expect(mail?.text.split('\n')).toContain(url)
  expect(mail?.html.match(/href="[^"]*"/g)).toEqual([`href="${url}"`])
})

it('names that others have chosen are text in the HTML (CWE-79)', async () => {
  for (const { html } of await mailsOf('<img src=x onerror=alert(1)>', '<b>"x"</b>@evil.test')) {
    expect(html).not.toMatch(/<img|<b>/)
    expect(html).toContain('&lt;img src=x')
  }
})

it('and make no second header of the subject (CWE-93)', async () => {
  for (const { subject } of await mailsOf('Museum\r\nBcc: eve@evil.test')) {
    expect(subject).not.toMatch(/[\r\n]/)
  }
})

it('a mail loads nothing when it is read', async () => {
  for (const { html } of await mailsOf('Harbour Museum'))
    expect(html).not.toMatch(/src=|<style|<script|url\(/)
})

it('a code stands on a line of its own, and not in the subject, which a locked phone shows', async () => {
  for (const mail of (await mailsOf('Harbour Museum')).filter(({ text }) =>
    /\d{4} \d{4}/.test(text),
  )) {
    expect(mail.text.split('\n')).toContain('1234 5678')
    expect(mail.html).toContain('>1234 5678</p>')
    expect(mail.subject).not.toMatch(/\d/)
  }
})

it("the button has the tenant's colour, and one that can be read on it", async () => {
  const letter = letterOf(facts('Harbour Museum')[0] as LetterFacts, ENGLISH)
  const colors = { light: { accent: '#ffd54f', surface: '#10222e', text: '#ffffff' }, dark: {} }
  const { html } = await mailOf(letter, { tenantName: 'Harbour Museum', lang: ENGLISH }, { colors })
  expect(html).toContain('background:#ffd54f;color:#000000;')
})
