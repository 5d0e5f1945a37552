/**
 * Where the link of a sign-up or an invitation leads: the account is made. Posts `link`, `name`, `password` and, where there
 * are terms, `terms`; looking at it changes nothing.
 */
import type { PasswordFault } from '../rules/new_password.ts'
import { Layout, type PageProps } from './layout.tsx'
import type { Language } from './messages/language.ts'
import { Field, PasswordField, UsernameField } from './parts/account_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { NewPasswordNotice, newPasswordHint } from './parts/new_password.tsx'
import { Notice } from './parts/notice.tsx'
import { fill, Phrase } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

export type NewAccountFailure =
  | { reason: PasswordFault }
  | { reason: 'name' }
  | { reason: 'terms' }
  | { reason: 'wait'; seconds: number }

export interface NewAccountPageProps extends PageProps {
  action: string
  fields: Record<string, string>
  /** Whose mailbox it is. */
  username: string
  /** As it was typed, or as the invitation has it. */
  name?: string | undefined
  /** How many characters a password needs. */
  shortest: number
  /** The page of the terms that are to be accepted; absent where there are none. */
  termsUri: string | undefined
  failure?: NewAccountFailure
}

export const NewAccountPage = (props: NewAccountPageProps) => {
  const { tenantName, lang, action, fields, username, name, shortest, termsUri, failure } = props
  const words = lang.messages.newAccount
  const reason = failure?.reason
  const isPasswordWrong = reason === 'short' || reason === 'long' || reason === 'common'
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={words.title}
      hasFailed={failure !== undefined}
    >
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {failure && <FailureNotice failure={failure} shortest={shortest} lang={lang} />}
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <UsernameField lang={lang} account={{ username }} />
        <Field
          name="name"
          label={words.name}
          hint={words.nameHint}
          input={{ type: 'text', autocomplete: 'name', dir: 'auto', value: name ?? '' }}
          isWrong={reason === 'name'}
        />
        <PasswordField
          name="password"
          label={words.password}
          hint={newPasswordHint(shortest, lang)}
          autocomplete="new-password"
          isWrong={isPasswordWrong}
        />
        {termsUri !== undefined && (
          <Terms uri={termsUri} isWrong={reason === 'terms'} lang={lang} />
        )}
        <button class="primary" type="submit" id="account-make">
          {words.submit}
        </button>
      </form>
    </Layout>
  )
}

const Terms = ({ uri, isWrong, lang }: { uri: string; isWrong: boolean; lang: Language }) => {
  const words = lang.messages.newAccount
  const link = (
    <a href={uri} rel="noopener noreferrer" target="_blank">
      {words.terms}
    </a>
  )
  const sentence = <Phrase text={words.accept} slots={{ terms: link }} />
  return (
    <div class="choice">
      <input
        id="terms"
        name="terms"
        type="checkbox"
        value="accepted"
        required
        {...(isWrong && { 'aria-invalid': 'true' as const, 'aria-describedby': 'failure' })}
      />
      <label for="terms">{sentence}</label>
    </div>
  )
}

const FailureNotice = ({
  failure,
  shortest,
  lang,
}: {
  failure: NewAccountFailure
  shortest: number
  lang: Language
}) => {
  const words = lang.messages.newAccount
  switch (failure.reason) {
    case 'name':
      return <Notice id="failure" text={words.nameRefused} help={words.nameRefusedHelp} />
    case 'terms':
      return <Notice id="failure" text={words.termsMissing} help={words.termsMissingHelp} />
    case 'wait': {
      const when = waitingTime(failure.seconds, lang)
      return <Notice id="failure" text={fill(words.wait, { when })} help={words.waitHelp} />
    }
    default:
      return <NewPasswordNotice fault={failure.reason} shortest={shortest} lang={lang} />
  }
}
