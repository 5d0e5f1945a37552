/** Asks before signing out (RP-Initiated Logout 1.0 §2): the form that is posted is the person's word. */
import { Layout, type PageProps } from './layout.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { AppName, type App } from './parts/app.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Phrase } from './parts/phrase.tsx'

export interface SignOutPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  /** Who is signed out. */
  accounts: readonly Account[]
  /** The app that asks, if one does. */
  app?: App | undefined
  /** Where staying signed in leads. */
  cancelUrl: string
}

export const SignOutPage = (props: SignOutPageProps) => {
  const { tenantName, lang, action, fields, accounts, app, cancelUrl } = props
  const words = lang.messages.signOut
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      {app && (
        <p>
          <Phrase text={words.asks} slots={{ app: <AppName app={app} /> }} />
        </p>
      )}
      {accounts.length > 0 && (
        <>
          <h2 class="caption">{words.accounts}</h2>
          {accounts.map((account) => (
            <div class="chip">
              <AccountLine account={account} />
            </div>
          ))}
        </>
      )}
      <p class="soft">{words.effect}</p>
      <form method="post" action={action} class="pair">
        <HiddenFields fields={fields} />
        <button class="primary" type="submit" id="logout-confirm">
          {words.confirm}
        </button>
        <a class="button" href={cancelUrl}>
          {words.cancel}
        </a>
      </form>
    </Layout>
  )
}
