/** The pages of whoever makes an account, and of the address that it goes by. */
import { LinkClosedPage } from '../../../src/pages/link_closed.tsx'
import {
  AccountEmailAskedPage,
  AccountEmailConfirmPage,
  AccountEmailPage,
} from '../../../src/pages/account_email.tsx'
import type { Language } from '../../../src/pages/messages/language.ts'
import { NewAccountPage } from '../../../src/pages/new_account.tsx'
import { SignUpAskedPage, SignUpPage } from '../../../src/pages/sign_up.tsx'
import { TermsPage } from '../../../src/pages/terms.tsx'
import type { Texts } from './gallery.tsx'

export function signUpPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const ask = { ...page, action: '/signup', signInUrl: '/login' }
  const make = {
    ...page,
    action: '/signup/account',
    fields: { link: 'a-link' },
    username: texts.username,
    shortest: 15,
    termsUri: undefined,
  }
  const termsUri = 'https://harbour.example/terms'
  return {
    'sign-up': <SignUpPage {...ask} />,
    'sign-up-malformed': (
      <SignUpPage {...ask} username={texts.personName} failure={{ reason: 'malformed' }} />
    ),
    'sign-up-wait': <SignUpPage {...ask} failure={{ reason: 'wait', seconds: 60 }} />,
    'sign-up-asked': <SignUpAskedPage {...page} username={texts.username} signUpUrl="/signup" />,
    'new-account': <NewAccountPage {...make} />,
    'new-account-terms': (
      <NewAccountPage
        {...make}
        termsUri={termsUri}
        name={texts.personName}
        failure={{ reason: 'terms' }}
      />
    ),
    'new-account-short': (
      <NewAccountPage {...make} termsUri={termsUri} failure={{ reason: 'short' }} />
    ),
    'new-account-name': <NewAccountPage {...make} failure={{ reason: 'name' }} />,
    'new-account-wait': <NewAccountPage {...make} failure={{ reason: 'wait', seconds: 2 }} />,
    'account-link-closed': <LinkClosedPage {...page} link="sign_up" nextUrl="/login" />,
    ...termsPages(lang, texts),
    ...emailPages(lang, texts),
  }
}

function termsPages(lang: Language, { tenantName, username, personName, appName }: Texts) {
  const own = {
    tenantName,
    lang,
    action: '/login/terms',
    fields: { version: '2' },
    account: { username, name: personName },
    termsUri: 'https://harbour.example/terms',
    accountUrl: '/account',
  }
  const asking = {
    app: { client_name: appName },
    redirectUri: 'https://prints.example/callback',
  }
  return {
    terms: <TermsPage {...own} asking={asking} privacyUri="https://harbour.example/privacy" />,
    'terms-without-app': <TermsPage {...own} />,
  }
}

function emailPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const form = { ...page, fields: { account: 'a-sub' }, backUrl: '/account' }
  const own = { ...form, action: '/account/email', email: texts.username }
  return {
    'account-email': <AccountEmailPage {...own} isVerified />,
    'account-email-unverified': <AccountEmailPage {...own} isVerified={false} />,
    'account-email-malformed': (
      <AccountEmailPage
        {...own}
        isVerified
        wanted={texts.personName}
        failure={{ reason: 'malformed' }}
      />
    ),
    'account-email-asked': (
      <AccountEmailAskedPage {...page} email={texts.username} backUrl="/account" />
    ),
    'account-email-confirm': (
      <AccountEmailConfirmPage {...form} action="/account/email/confirm" email={texts.username} />
    ),
    'account-email-closed': <LinkClosedPage {...page} link="email" nextUrl="/account" />,
  }
}
