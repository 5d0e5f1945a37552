/** The end of an account: what it means, asked for by password. Posts `current`. */
import { Layout, type PageProps } from './layout.tsx'
import { messagesIn } from './messages/catalogue.ts'
import type { Account } from './parts/account.tsx'
import {
  PasswordField,
  PasswordNotice,
  UsernameField,
  type AccountForm,
} from './parts/account_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Notice } from './parts/notice.tsx'
import { fill } from './parts/phrase.tsx'
import type { SignInFailure } from './sign_in.tsx'

export type DeletionFailure = SignInFailure | { reason: 'changed' }

export interface AccountDeletePageProps extends PageProps, AccountForm {
  account: Account
  failure?: DeletionFailure
  backUrl: string
}

export const AccountDeletePage = (props: AccountDeletePageProps) => {
  const { tenantName, lang, action, fields, account, failure, backUrl } = props
  const words = messagesIn(lang).account
  const title = words.remove
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={failure ? fill(messagesIn(lang).page.failed, { title }) : title}
    >
      <h1>{title}</h1>
      {failure?.reason === 'changed' && (
        <Notice id="failure" text={words.removeChanged} help={words.removeChangedHelp} />
      )}
      {failure && failure.reason !== 'changed' && <PasswordNotice failure={failure} lang={lang} />}
      <p>{words.removeEffect}</p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <UsernameField lang={lang} account={account} />
        <PasswordField
          name="current"
          label={words.current}
          autocomplete="current-password"
          isWrong={failure?.reason === 'refused'}
        />
        <button class="primary" type="submit" id="account-delete">
          {words.removeConfirm}
        </button>
        <a class="button quiet" href={backUrl}>
          {words.cancel}
        </a>
      </form>
    </Layout>
  )
}

/** What is left of an account: this sentence. */
export const AccountDeletedPage = ({ tenantName, lang }: PageProps) => {
  const words = messagesIn(lang).account
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.removed}>
      <h1>{words.removed}</h1>
      <p>{words.removedEffect}</p>
    </Layout>
  )
}
