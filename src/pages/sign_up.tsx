/** Asks for the address that an account is to be made for. Posts `username`; the mail that comes leads on. */
import { Layout, type PageProps } from './layout.tsx'
import { AddressNotice, type AddressFailure } from './parts/address_notice.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { MailAsked } from './parts/mail_asked.tsx'
import { Turnstile, TurnstileNotice, type TurnstileWidget } from './parts/turnstile.tsx'

export interface SignUpPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  /** As it was typed. */
  username?: string
  /** Back to where the person came from. */
  signInUrl: string
  failure?: AddressFailure
  turnstile?: TurnstileWidget | undefined
}

export const SignUpPage = (props: SignUpPageProps) => {
  const { tenantName, lang, action, fields, username, signInUrl, failure, turnstile } = props
  const words = lang.messages.signUp
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={words.title}
      hasFailed={failure !== undefined || turnstile?.failure !== undefined}
    >
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {failure && <AddressNotice failure={failure} lang={lang} />}
      <TurnstileNotice widget={turnstile} lang={lang} />
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <div class="field">
          <label for="username">{words.username}</label>
          <input
            id="username"
            name="username"
            type="text"
            inputmode="email"
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            dir="auto"
            required
            autofocus
            value={username ?? ''}
            {...(failure && { 'aria-describedby': 'failure' })}
            {...(failure?.reason === 'malformed' && { 'aria-invalid': 'true' as const })}
          />
        </div>
        <Turnstile widget={turnstile} lang={lang} />
        <button class="primary" type="submit" id="sign-up-submit">
          {words.submit}
        </button>
      </form>
      <p class="links">
        <a href={signInUrl}>{words.back}</a>
      </p>
    </Layout>
  )
}

export interface SignUpAskedPageProps extends PageProps {
  /** As it was typed. */
  username: string
  signUpUrl: string
}

/** The one answer to whoever asked, whether there is such an account or not. */
export const SignUpAskedPage = (props: SignUpAskedPageProps) => {
  const { username, signUpUrl, ...page } = props
  const words = page.lang.messages.signUp
  return (
    <MailAsked
      {...page}
      title={words.askedTitle}
      sentence={words.asked}
      help={words.askedHelp}
      address={username}
      next={{ url: signUpUrl, label: words.again }}
    />
  )
}
