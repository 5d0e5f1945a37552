/**
 * Signing in: who are you (identify), and how can we know (prove), on one page or on two. Posts `username` and `password`,
 * or `way=code` for a mail; for an account that must prove itself again, `account=other` asks for another one.
 */
import { Layout, type PageProps } from './layout.tsx'
import type { Account } from './parts/account.tsx'
import { AppSentence, type AskingApp } from './parts/app.tsx'
import { AppLinks } from './parts/app_links.tsx'
import { AttemptNotice, type AttemptFailure } from './parts/attempt_notice.tsx'
import { Destination } from './parts/destination.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { UpstreamLinks, type UpstreamLink } from './parts/upstream_links.tsx'
import { Notice } from './parts/notice.tsx'
import { Remember } from './parts/remember.tsx'
import { PasskeyForm } from './parts/passkey_form.tsx'
import { Turnstile, TurnstileNotice, type TurnstileWidget } from './parts/turnstile.tsx'
import { SignInAbout, tenantTexts } from './parts/tenant.tsx'

export interface SignInPageProps extends PageProps {
  /** Where the form posts to. */
  action: string
  fields?: Record<string, string>
  /** Absent where a person comes without an app. */
  asking?: AskingApp
  /** What to begin with: `login_hint`, or what was typed before the last failure. */
  username?: string | undefined
  /** Signed in already, and asked to prove it again (`prompt=login`, `max_age`): the account is fixed. */
  account?: Account
  failure?: AttemptFailure | { reason: 'name_missing' }
  /** Which step is shown, where each has a page of its own. */
  step?: 'identify' | 'prove'
  /** Where another name can be given, when this step takes the one that was. */
  againUrl?: string
  /** Whether no passkey is asked for, neither by a button nor where a name is typed. */
  arePasskeysOff?: boolean
  /** Whether a code may be asked for by mail. */
  isMailOffered?: boolean
  /** Whether the person would stay signed in; absent where that is not offered. */
  remember?: boolean
  /** Where a forgotten password is taken care of; absent where no mail is sent. */
  recoverUrl?: string | undefined
  /** Where whoever has no account makes one; absent where nobody may. */
  signUpUrl?: string | undefined
  /** Whom a person may sign in with instead. */
  upstreams?: readonly UpstreamLink[]
  turnstile?: TurnstileWidget | undefined
}

export const SignInPage = (props: SignInPageProps) => {
  const { tenantName, lang, action, fields, asking, account, failure, step } = props
  const { upstreams = [], arePasskeysOff, turnstile } = props
  const hasFailed = failure !== undefined || turnstile?.failure !== undefined
  const words = lang.messages.signIn
  const title = account ? words.confirmTitle : (tenantTexts(lang).sign_in_title ?? words.title)
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed={hasFailed}>
      <h1>{title}</h1>
      {!account && <SignInAbout lang={lang} />}
      {asking && (
        <AppSentence app={asking.app} sentence={account ? words.confirmAsks : words.asks}>
          <Destination to={asking} lang={lang} />
        </AppSentence>
      )}
      {failure && <FailureNotice failure={failure} lang={lang} />}
      <TurnstileNotice widget={turnstile} lang={lang} />
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <IdentifyStep {...props} />
        {step === 'identify' ? (
          <button class="primary" type="submit" id="login-submit">
            {words.goOn}
          </button>
        ) : (
          <ProveStep {...props} />
        )}
        {account && (
          <button
            class="quiet"
            type="submit"
            name="account"
            value="other"
            formnovalidate
            data-unchecked
          >
            {words.other}
          </button>
        )}
      </form>
      {!arePasskeysOff && (
        <PasskeyForm
          lang={lang}
          action="/login/passkey"
          fields={fields}
          kind="get"
          label={account ? lang.messages.passkeys.confirm : lang.messages.passkeys.signIn}
          isAutofilled
        />
      )}
      {upstreams.length > 0 && <UpstreamLinks links={upstreams} lang={lang} />}
      <OtherWays {...props} />
      {asking && <AppLinks app={asking.app} lang={lang} />}
    </Layout>
  )
}

/** For whoever cannot sign in like this. */
const OtherWays = ({ lang, step, againUrl, recoverUrl, signUpUrl }: SignInPageProps) => {
  const words = lang.messages.signIn
  const links = [
    { url: step === 'prove' ? againUrl : undefined, label: words.other },
    { url: step === 'identify' ? undefined : recoverUrl, label: words.forgot },
    { url: step === 'prove' ? undefined : signUpUrl, label: words.signUp },
  ].filter(({ url }) => url !== undefined)
  if (links.length === 0) return null
  return (
    <p class="links">
      {links.map(({ url, label }) => (
        <a href={url}>{label}</a>
      ))}
    </p>
  )
}

/** A fixed account stays an input: password managers look for the name beside the password. */
const IdentifyStep = ({
  lang,
  account,
  username,
  failure,
  step,
  arePasskeysOff,
}: SignInPageProps) => (
  <div class="field">
    <label for="username">{lang.messages.signIn.username}</label>
    <input
      id="username"
      name="username"
      type="text"
      inputmode="email"
      // "The `webauthn` token": passkeys are offered there, too (WebAuthn §5.1.4).
      // oxlint-disable-next-line jsx-a11y/autocomplete-valid
      autocomplete={arePasskeysOff ? 'username' : 'username webauthn'}
      autocapitalize="none"
      spellcheck={false}
      dir="auto"
      required
      value={account?.username ?? username ?? ''}
      readonly={account !== undefined || step === 'prove'}
      autofocus={account === undefined && !username}
      {...describedByFailure(failure)}
    />
  </div>
)

/** The first button is the one that the Enter key presses. */
const ProveStep = (props: SignInPageProps) => {
  const { lang, account, username, failure, arePasskeysOff, isMailOffered, remember } = props
  const { turnstile } = props
  const { signIn: words, byMail } = lang.messages
  return (
    <>
      <div class="field">
        <label for="password">{words.password}</label>
        <input
          id="password"
          name="password"
          type="password"
          // oxlint-disable-next-line jsx-a11y/autocomplete-valid
          autocomplete={arePasskeysOff ? 'current-password' : 'current-password webauthn'}
          required
          autofocus={account !== undefined || Boolean(username)}
          {...describedByFailure(failure)}
        />
      </div>
      {remember !== undefined && <Remember lang={lang} isChosen={remember} />}
      <Turnstile widget={turnstile} lang={lang} />
      <button class="primary" type="submit" id="login-submit">
        {account ? words.confirmSubmit : words.submit}
      </button>
      {isMailOffered && (
        <button type="submit" name="way" value="code" formnovalidate>
          {byMail.submit}
        </button>
      )}
    </>
  )
}

const FailureNotice = ({ failure, lang }: Required<Pick<SignInPageProps, 'failure' | 'lang'>>) => {
  const { signIn: words, byMail } = lang.messages
  return failure.reason === 'name_missing' ? (
    <Notice id="failure" text={byMail.nameMissing} help={byMail.nameMissingHelp} />
  ) : (
    <AttemptNotice
      failure={failure}
      refused={words.refused}
      refusedHelp={words.refusedHelp}
      lang={lang}
    />
  )
}

const describedByFailure = (failure: SignInPageProps['failure']) =>
  failure && {
    'aria-describedby': 'failure',
    ...(failure.reason === 'refused' && { 'aria-invalid': 'true' as const }),
  }
