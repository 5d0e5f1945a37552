/** A new password for the one in use. Posts `current`, `password` and `repeated`. */
import { Layout, type PageProps } from './layout.tsx'
import { messagesIn } from './messages/catalogue.ts'
import type { Account } from './parts/account.tsx'
import {
  CurrentPassword,
  FormEnd,
  PasswordField,
  PasswordNotice,
  UsernameField,
  type AccountForm,
} from './parts/account_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Notice } from './parts/notice.tsx'
import type { AttemptFailure } from './parts/attempt_notice.tsx'

/** `length`: the new one cannot be a password. `mismatch`: it was typed in two ways. */
export type PasswordFailure = AttemptFailure | { reason: 'length' } | { reason: 'mismatch' }

export interface AccountPasswordPageProps extends PageProps, AccountForm {
  account: Account
  failure?: PasswordFailure
  backUrl: string
}

export const AccountPasswordPage = (props: AccountPasswordPageProps) => {
  const { tenantName, lang, action, fields, account, failure, backUrl } = props
  const words = messagesIn(lang).account
  const title = words.passwordChange
  const isNewWrong = failure?.reason === 'length' || failure?.reason === 'mismatch'
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed={failure !== undefined}>
      <h1>{title}</h1>
      {failure && <FailureNotice {...props} failure={failure} />}
      <p class="soft">{words.passwordHelp}</p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <UsernameField lang={lang} account={account} />
        <CurrentPassword lang={lang} isWrong={failure?.reason === 'refused'} />
        <PasswordField
          name="password"
          label={words.wanted}
          hint={words.wantedHint}
          autocomplete="new-password"
          isWrong={isNewWrong}
        />
        <PasswordField
          name="repeated"
          label={words.repeated}
          autocomplete="new-password"
          isWrong={failure?.reason === 'mismatch'}
        />
        <FormEnd id="password-change" label={words.passwordChange} backUrl={backUrl} lang={lang} />
      </form>
    </Layout>
  )
}

const FailureNotice = ({
  failure,
  lang,
}: AccountPasswordPageProps & { failure: PasswordFailure }) => {
  const words = messagesIn(lang).account
  switch (failure.reason) {
    case 'length':
      return <Notice id="failure" text={words.passwordShort} help={words.passwordShortHelp} />
    case 'mismatch':
      return <Notice id="failure" text={words.passwordMismatch} help={words.passwordMismatchHelp} />
    default:
      return <PasswordNotice failure={failure} lang={lang} />
  }
}
