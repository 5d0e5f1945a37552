/** Where a link that was mailed leads: a new password is chosen. Posts `link` and `password`; looking at it changes nothing. */
import type { PasswordFault } from '../rules/new_password.ts'
import { Layout, type PageProps } from './layout.tsx'
import type { Language } from './messages/language.ts'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { NewPasswordNotice, newPasswordHint } from './parts/new_password.tsx'
import { Notice } from './parts/notice.tsx'
import { fill } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

export type NewPasswordFailure = { reason: PasswordFault } | { reason: 'wait'; seconds: number }

export interface NewPasswordPageProps extends PageProps {
  action: string
  fields: Record<string, string>
  /** Whose password it is: password managers keep it under this name. */
  username: string
  /** How many characters it needs. */
  shortest: number
  failure?: NewPasswordFailure
}

const FAILURE_ID = 'failure'
const LENGTH_ID = 'length'

export const NewPasswordPage = (props: NewPasswordPageProps) => {
  const { tenantName, lang, action, fields, username, shortest, failure } = props
  const { newPassword: words, page } = lang.messages
  const title = failure ? fill(page.failed, { title: words.title }) : words.title
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {failure && <FailureNotice failure={failure} shortest={shortest} lang={lang} />}
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <div class="field">
          <label for="username">{words.username}</label>
          <input
            id="username"
            name="username"
            type="text"
            autocomplete="username"
            dir="auto"
            readonly
            value={username}
          />
        </div>
        <div class="field">
          <label for="password">{words.password}</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="new-password"
            required
            autofocus
            aria-describedby={failure ? `${FAILURE_ID} ${LENGTH_ID}` : LENGTH_ID}
            {...(failure && failure.reason !== 'wait' && { 'aria-invalid': 'true' as const })}
          />
        </div>
        <p class="soft" id={LENGTH_ID}>
          {newPasswordHint(shortest, lang)}
        </p>
        <button class="primary" type="submit" id="password-submit">
          {words.submit}
        </button>
      </form>
    </Layout>
  )
}

const FailureNotice = ({
  failure,
  shortest,
  lang,
}: {
  failure: NewPasswordFailure
  shortest: number
  lang: Language
}) => {
  if (failure.reason !== 'wait') {
    return <NewPasswordNotice fault={failure.reason} shortest={shortest} lang={lang} />
  }
  const words = lang.messages.newPassword
  const when = waitingTime(failure.seconds, lang)
  return <Notice id={FAILURE_ID} text={fill(words.wait, { when })} help={words.waitHelp} />
}

export interface PasswordChangedPageProps extends PageProps {
  /** Back into the sign-in that was under way in this browser, if there is one. */
  signInUrl: string
}

export const PasswordChangedPage = ({ tenantName, lang, signInUrl }: PasswordChangedPageProps) => {
  const words = lang.messages.newPassword
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.changedTitle}>
      <h1>{words.changedTitle}</h1>
      <p>{words.changed}</p>
      <a class="button primary" id="go-on" href={signInUrl}>
        {words.signIn}
      </a>
    </Layout>
  )
}
