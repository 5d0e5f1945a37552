/** The pages of signing in by mail, in every state. */
import { LinkClosedPage } from '../../../src/pages/link_closed.tsx'
import type { Language } from '../../../src/pages/messages/language.ts'
import { MailedCodePage } from '../../../src/pages/mailed_code.tsx'
import { ElsewherePage, MailedLinkPage } from '../../../src/pages/mailed_link.tsx'
import { letterOf } from '../../../src/pages/mails/letters.ts'
import { textOf } from '../../../src/pages/mails/mail.tsx'
import { OutboxPage } from '../../../src/pages/outbox.tsx'
import { SecondFactorPage } from '../../../src/pages/second_factor.tsx'
import { SignInPage } from '../../../src/pages/sign_in.tsx'
import type { Texts } from './gallery.tsx'

export function mailPages(lang: Language, texts: Texts) {
  const { tenantName, username } = texts
  const page = { tenantName, lang }
  const app = { client_name: texts.appName, policy_uri: 'https://prints.example/privacy' }
  const asking = { app, redirectUri: 'https://prints.example/callback' }
  const login = { ...page, action: '/login', fields: { signin: username }, asking }
  const offered = { ...login, isMailOffered: true, remember: false, recoverUrl: '/recover' }
  const code = {
    ...page,
    action: '/login/code',
    fields: { signin: username },
    asking,
    username,
    signInUrl: '/login',
  }
  const url = `https://op.amphora.test/login/link?link=${'AQAAtU5t'.repeat(30)}`
  const facts = { kind: 'sign_in_code', tenantName, to: username, url, code: '1234 5678' } as const
  const letter = letterOf(facts, lang)
  const mail = {
    to: username,
    subject: letter.subject,
    text: textOf(letter, page),
    at: '2026-01-01T12:00:00Z',
  }
  const second = {
    ...page,
    action: '/login/second/email',
    fields: { signin: username },
    way: 'email',
    ways: ['email', 'recovery_code'],
    username,
    otherUrl: (way: string) => `/login/second?way=${way}`,
    startAgainUrl: '/login?account=other',
    asking,
  } as const
  return {
    'second-factor-mail': <SecondFactorPage {...second} />,
    'second-factor-mailed': <SecondFactorPage {...second} isMailed />,
    'second-factor-mailed-refused': (
      <SecondFactorPage {...second} isMailed failure={{ reason: 'refused' }} />
    ),
    'sign-in-by-mail': <SignInPage {...offered} />,
    'sign-in-by-mail-confirm': <SignInPage {...offered} account={{ username }} />,
    'sign-in-identify': <SignInPage {...offered} step="identify" />,
    'sign-in-name-missing': (
      <SignInPage {...offered} step="identify" failure={{ reason: 'name_missing' }} />
    ),
    'sign-in-prove': (
      <SignInPage {...offered} step="prove" username={username} againUrl="/login" remember />
    ),
    'sign-in-prove-refused': (
      <SignInPage
        {...offered}
        step="prove"
        username={username}
        againUrl="/login"
        failure={{ reason: 'refused' }}
      />
    ),
    'mailed-code': <MailedCodePage {...code} />,
    'mailed-code-refused': <MailedCodePage {...code} failure={{ reason: 'refused' }} />,
    'mailed-code-wait': <MailedCodePage {...code} failure={{ reason: 'wait', seconds: 240 }} />,
    'mailed-code-soon': <MailedCodePage {...code} failure={{ reason: 'soon', seconds: 20 }} />,
    'mailed-link': (
      <MailedLinkPage
        {...page}
        action="/login/link"
        fields={{ link: username }}
        username={username}
      />
    ),
    'mailed-link-elsewhere': <ElsewherePage {...page} code="1234 5678" />,
    'mailed-link-closed': <LinkClosedPage {...page} link="sign_in" nextUrl="/login" />,
    'outbox-code': <OutboxPage {...page} issuer="https://op.amphora.test" mails={[mail]} />,
  }
}
