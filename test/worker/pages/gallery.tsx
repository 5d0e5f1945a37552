/** Every page in every state, for tests that must hold for all of them and for the pictures of the documentation. */
import { renderToString } from 'hono/jsx/dom/server'
import type { Branding } from '../../../src/domain/branding.ts'
import { LANGUAGE } from '../../support/languages.ts'
import { accountPages } from './account_gallery.tsx'
import { upstreamPages } from './upstream_gallery.tsx'
import { mailPages } from './mail_gallery.tsx'
import { signUpPages } from './sign_up_gallery.tsx'
import { passkeyPages } from './passkey_gallery.tsx'
import { factorPages } from './factor_gallery.tsx'
import { turnstilePages } from './turnstile_gallery.tsx'
import { ChooseAccountPage } from '../../../src/pages/choose_account.tsx'
import { ConsentPage } from '../../../src/pages/consent.tsx'
import { DevicePage } from '../../../src/pages/device.tsx'
import { DeviceAnsweredPage } from '../../../src/pages/device_answered.tsx'
import { DeviceApprovalPage } from '../../../src/pages/device_approval.tsx'
import { ErrorGuidePage } from '../../../src/pages/error_guide.tsx'
import { ErrorPage } from '../../../src/pages/error.tsx'
import { FormPostPage } from '../../../src/pages/form_post.tsx'
import { HomePage } from '../../../src/pages/home.tsx'
import { LinkClosedPage } from '../../../src/pages/link_closed.tsx'
import { inLook, lookOf } from '../../../src/pages/look.ts'
import type { Language } from '../../../src/pages/messages/language.ts'
import type { LanguageTag } from '../../../src/pages/messages/languages.ts'
import { NewPasswordPage, PasswordChangedPage } from '../../../src/pages/new_password.tsx'
import { OutboxPage } from '../../../src/pages/outbox.tsx'
import { RecoverAskedPage, RecoverPage } from '../../../src/pages/recover.tsx'
import { letterOf } from '../../../src/pages/mails/letters.ts'
import { textOf } from '../../../src/pages/mails/mail.tsx'
import { NoPage } from '../../../src/pages/no_page.tsx'
import { SignInPage } from '../../../src/pages/sign_in.tsx'
import { SignOutPage } from '../../../src/pages/sign_out.tsx'
import { SignedOutPage } from '../../../src/pages/signed_out.tsx'

/** The texts that others than us have written. */
export interface Texts {
  tenantName: string
  appName: string
  personName: string
  username: string
  scopeDescription: string
}

export const PLAIN_TEXTS: Texts = {
  tenantName: 'Harbour Museum',
  appName: 'Print Shop',
  personName: 'Ada Lovelace',
  username: 'ada@harbour.example',
  scopeDescription: 'Order prints and see the state of your orders',
}

/** The pages by name, as HTML, in a tenant's look. */
export function galleryOf(
  tag: LanguageTag,
  texts: Texts = PLAIN_TEXTS,
  branding: Branding = {},
): Record<string, string> {
  const lang = LANGUAGE[tag]
  const look = lookOf(branding)
  const page = { tenantName: texts.tenantName, lang }
  const app = {
    client_name: texts.appName,
    client_uri: 'https://prints.example/',
    policy_uri: 'https://prints.example/privacy',
    tos_uri: 'https://prints.example/terms',
  }
  const asking = { app, redirectUri: 'https://prints.example/callback' }
  const native = { app: { client_name: texts.appName }, redirectUri: 'myapp://callback' }
  const account = { username: texts.username, name: texts.personName }
  const nameless = { username: texts.username }
  const login = { ...page, action: '/login', fields: { sign_in: texts.username }, asking }
  const homeUrls = { signOutUrl: '/logout', accountUrl: '/account' }
  const requestId = '3f0c2a5e9d8b4716'
  const pages = {
    'sign-in': <SignInPage {...login} />,
    'sign-in-with-recovery': <SignInPage {...login} recoverUrl="/recover" signUpUrl="/signup" />,
    'sign-in-native': <SignInPage {...login} asking={native} username={texts.username} />,
    'sign-in-refused': (
      <SignInPage {...login} username={texts.username} failure={{ reason: 'refused' }} />
    ),
    'sign-in-wait': (
      <SignInPage {...login} username={texts.username} failure={{ reason: 'wait', seconds: 240 }} />
    ),
    confirm: <SignInPage {...login} account={account} />,
    'choose-account': (
      <ChooseAccountPage
        {...login}
        accounts={[
          { ...account, value: '0' },
          { ...nameless, value: '1' },
        ]}
      />
    ),
    consent: (
      <ConsentPage
        {...login}
        action="/consent"
        account={account}
        scopes={['openid', 'profile', 'email', 'prints', 'offline_access']}
        claims={['email', 'phone_number', 'birthdate', texts.username]}
        tenantScopes={[{ name: 'prints', description: texts.scopeDescription }]}
      />
    ),
    ...devicePages(lang, texts),
    ...recoveryPages(lang, texts),
    ...mailPages(lang, texts),
    ...signUpPages(lang, texts),
    'sign-out': (
      <SignOutPage
        {...page}
        action="/oauth/logout"
        fields={{ sign_out: texts.username }}
        accounts={[account]}
        app={app}
        cancelUrl="/"
      />
    ),
    'signed-out': <SignedOutPage {...page} app={app} />,
    'signed-out-going-on': (
      <SignedOutPage
        {...page}
        app={app}
        frames={['https://prints.example/out?iss=i&sid=s']}
        next="https://prints.example/signed-out?state=s"
      />
    ),
    home: <HomePage {...page} {...homeUrls} accounts={[]} />,
    'home-signed-in': <HomePage {...page} {...homeUrls} accounts={[account, nameless]} />,
    ...accountPages(lang, texts),
    ...upstreamPages(lang, texts),
    ...passkeyPages(lang, texts),
    ...factorPages(lang, texts),
    ...turnstilePages(lang, texts),
    error: (
      <ErrorPage {...page} refusal="request_object_signature" requestId={requestId} app={app} />
    ),
    'error-plain': <ErrorPage {...page} refusal="request_missing" requestId={requestId} />,
    'error-spent': (
      <ErrorPage
        {...page}
        refusal="request_object_spent"
        requestId={requestId}
        app={app}
        startAgain="https://prints.example/sign-in?iss=https%3A%2F%2Fid.example"
      />
    ),
    'error-ended': <ErrorPage {...page} refusal="sign_in_unknown" requestId={requestId} />,
    'error-declined': (
      <ErrorPage {...page} refusal="access_denied" requestId={requestId} app={app} />
    ),
    'error-unavailable': <ErrorPage {...page} refusal="try_again" requestId={requestId} />,
    'error-broken': <ErrorPage {...page} refusal="unexpected" requestId={requestId} />,
    'not-found': <NoPage {...page} status={404} requestId={requestId} />,
    'wrong-method': <NoPage {...page} status={405} requestId={requestId} />,
    'error-guide': <ErrorGuidePage {...page} />,
    'form-post': (
      <FormPostPage
        {...page}
        app={app}
        redirectUri="https://prints.example/callback"
        parameters={{ code: 'c0de', state: texts.username, iss: 'https://op.amphora.test' }}
      />
    ),
  }
  return Object.fromEntries(
    Object.entries(pages).map(([name, element]) => [
      name,
      inLook(look, () => renderToString(element)),
    ]),
  )
}

/** The pages for the code of a device. */
function devicePages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const app = { client_name: texts.appName, policy_uri: 'https://prints.example/privacy' }
  const device = { ...page, action: '/device' }
  const asking = { app, userCode: 'WDJB-MJHT' }
  return {
    'sign-in-device': <SignInPage {...page} action="/login" asking={asking} />,
    device: <DevicePage {...device} isToCompare={false} />,
    'device-compare': <DevicePage {...device} userCode="WDJB-MJHT" isToCompare />,
    'device-unknown': (
      <DevicePage
        {...device}
        userCode={texts.username}
        isToCompare={false}
        failure={{ reason: 'unknown' }}
      />
    ),
    'device-wait': (
      <DevicePage
        {...device}
        userCode="WDJB-MJHT"
        isToCompare={false}
        failure={{ reason: 'wait', seconds: 240, isSignedIn: false }}
      />
    ),
    'device-approval': (
      <DeviceApprovalPage
        {...page}
        action="/consent"
        fields={{ signin: texts.username }}
        app={app}
        userCode="WDJB-MJHT"
        asked={{ ago: 130, country: 'GR' }}
        account={{ username: texts.username, name: texts.personName }}
        otherUrl="/login?account=other"
        scopes={['openid', 'email', 'prints', 'offline_access']}
        tenantScopes={[{ name: 'prints', description: texts.scopeDescription }]}
      />
    ),
    'device-connected': <DeviceAnsweredPage {...page} app={app} answer="approved" />,
    'device-declined': <DeviceAnsweredPage {...page} app={app} answer="denied" />,
  }
}

/** The pages of a forgotten password. */
function recoveryPages(lang: Language, texts: Texts) {
  const page = { tenantName: texts.tenantName, lang }
  const recover = { ...page, action: '/recover', signInUrl: '/login' }
  const choose = {
    ...page,
    action: '/recover/password',
    fields: { link: texts.username },
    username: texts.username,
    shortest: 15,
  }
  const facts = { tenantName: texts.tenantName, to: texts.username }
  const url = `https://op.amphora.test/recover/password?link=${'AQAAtU5t'.repeat(30)}`
  const letter = letterOf({ kind: 'recovery', ...facts, url }, lang)
  const { subject } = letter
  const text = textOf(letter, page)
  const mail = { to: texts.username, subject, text, at: '2026-01-01T12:00:00Z' }
  return {
    recover: <RecoverPage {...recover} />,
    'recover-wait': <RecoverPage {...recover} wait={60} />,
    'recover-asked': <RecoverAskedPage {...page} username={texts.username} recoverUrl="/recover" />,
    'new-password': <NewPasswordPage {...choose} />,
    'new-password-short': <NewPasswordPage {...choose} failure={{ reason: 'short' }} />,
    'new-password-common': <NewPasswordPage {...choose} failure={{ reason: 'common' }} />,
    'new-password-wait': <NewPasswordPage {...choose} failure={{ reason: 'wait', seconds: 2 }} />,
    'link-closed': <LinkClosedPage {...page} link="password" nextUrl="/recover" />,
    'password-changed': <PasswordChangedPage {...page} signInUrl="/login" />,
    outbox: <OutboxPage {...page} issuer="https://op.amphora.test" mails={[mail, mail]} />,
    'outbox-empty': <OutboxPage {...page} issuer="https://op.amphora.test" mails={[]} />,
  }
}
