/** Which of the accounts that are signed in here (`prompt=select_account`). Posts `account`: one's value, or `other`. */
import { Layout, type PageProps } from './layout.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { AppSentence, type AskingApp } from './parts/app.tsx'
import { AppLinks } from './parts/app_links.tsx'
import { Destination } from './parts/destination.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'

export interface ChooseAccountPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  /** Absent where a person chooses for their own page. */
  asking?: AskingApp
  /** `value` is what the form posts for it. */
  accounts: readonly (Account & { value: string })[]
}

export const ChooseAccountPage = (props: ChooseAccountPageProps) => {
  const { tenantName, lang, action, fields, asking, accounts } = props
  const words = lang.messages.choose
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      {asking ? (
        <AppSentence app={asking.app} sentence={words.asks}>
          <Destination to={asking} lang={lang} />
        </AppSentence>
      ) : (
        <p>{words.own}</p>
      )}
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <h2 class="caption">{words.goOn}</h2>
        <ul class="accounts">
          {accounts.map((account) => (
            <li>
              <button type="submit" name="account" value={account.value}>
                <AccountLine account={account} />
              </button>
            </li>
          ))}
        </ul>
        <button class="quiet" type="submit" name="account" value="other">
          {words.other}
        </button>
      </form>
      {asking && <AppLinks app={asking.app} lang={lang} />}
    </Layout>
  )
}
