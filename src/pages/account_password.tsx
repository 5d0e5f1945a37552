/** A new password for the one in use. Posts `current`, `password` and `repeated`. */
import type { PasswordFault } from '../rules/new_password.ts'
import { Layout, type PageProps } from './layout.tsx'
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
import { NewPasswordNotice, newPasswordHint } from './parts/new_password.tsx'
import { Notice } from './parts/notice.tsx'
import type { AttemptFailure } from './parts/attempt_notice.tsx'

/** A fault of the new one, or `mismatch`: it was typed in two ways. */
export type PasswordFailure = AttemptFailure | { reason: PasswordFault } | { reason: 'mismatch' }

export interface AccountPasswordPageProps extends PageProps, AccountForm {
  account: Account
  /** How many characters the new one needs. */
  shortest: number
  failure?: PasswordFailure
  backUrl: string
}

export const AccountPasswordPage = (props: AccountPasswordPageProps) => {
  const { tenantName, lang, action, fields, account, shortest, failure, backUrl } = props
  const words = lang.messages.account
  const title = words.passwordChange
  const isNewWrong = failure && failure.reason !== 'refused' && failure.reason !== 'wait'
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
          hint={newPasswordHint(shortest, lang)}
          autocomplete="new-password"
          isWrong={isNewWrong === true}
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
  shortest,
  lang,
}: AccountPasswordPageProps & { failure: PasswordFailure }) => {
  const words = lang.messages.account
  switch (failure.reason) {
    case 'mismatch':
      return <Notice id="failure" text={words.passwordMismatch} help={words.passwordMismatchHelp} />
    case 'refused':
    case 'wait':
      return <PasswordNotice failure={failure} lang={lang} />
    default:
      return <NewPasswordNotice fault={failure.reason} shortest={shortest} lang={lang} />
  }
}
