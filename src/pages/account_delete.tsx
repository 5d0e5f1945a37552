/** The end of an account: what it means. Posts `current`, the password of whoever has one. */
import { Layout, type PageProps } from './layout.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import {
  CurrentPassword,
  FormEnd,
  PasswordNotice,
  UsernameField,
  type AccountForm,
} from './parts/account_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Notice } from './parts/notice.tsx'
import type { AttemptFailure } from './parts/attempt_notice.tsx'

export type DeletionFailure = AttemptFailure | { reason: 'changed' }

export interface AccountDeletePageProps extends PageProps, AccountForm {
  account: Account
  /** Whether the person has one to prove it by. */
  asksForPassword: boolean
  failure?: DeletionFailure
  backUrl: string
}

export const AccountDeletePage = (props: AccountDeletePageProps) => {
  const { tenantName, lang, action, fields, account, asksForPassword, failure, backUrl } = props
  const words = lang.messages.account
  const title = words.remove
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed={failure !== undefined}>
      <h1>{title}</h1>
      {failure?.reason === 'changed' && (
        <Notice id="failure" text={words.removeChanged} help={words.removeChangedHelp} />
      )}
      {failure && failure.reason !== 'changed' && <PasswordNotice failure={failure} lang={lang} />}
      <p>{words.removeEffect}</p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        {asksForPassword ? (
          <>
            <UsernameField lang={lang} account={account} />
            <CurrentPassword lang={lang} isWrong={failure?.reason === 'refused'} />
          </>
        ) : (
          <div class="chip">
            <AccountLine account={account} />
          </div>
        )}
        <FormEnd id="account-delete" label={words.removeConfirm} backUrl={backUrl} lang={lang} />
      </form>
    </Layout>
  )
}

/** What is left of an account: this sentence. */
export const AccountDeletedPage = ({ tenantName, lang }: PageProps) => {
  const words = lang.messages.account
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.removed}>
      <h1>{words.removed}</h1>
      <p>{words.removedEffect}</p>
    </Layout>
  )
}
