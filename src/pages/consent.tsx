/** What an app may do, for whom, and where the answer goes. Posts `decision`: `approve` or `deny`. */
import type { TenantScope } from '../domain/settings.ts'
import { Layout, type PageProps } from './layout.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { AppName, AppSentence, type AskingApp } from './parts/app.tsx'
import { AppLinks } from './parts/app_links.tsx'
import { Decision, Permissions } from './parts/decision.tsx'
import { Destination } from './parts/destination.tsx'
import { fill, Phrase } from './parts/phrase.tsx'
import { permissionsOf } from './permissions.ts'

export interface ConsentPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  asking: AskingApp
  account: Account
  /** All that is granted by approving; nothing is granted that is not shown. */
  scopes: readonly string[]
  /** Claims that were asked for by name (OpenID Connect Core §5.5); those that we do not have are not mentioned. */
  claims?: readonly string[]
  /** The tenant's own scopes, with the sentences that describe them. */
  tenantScopes: readonly TenantScope[]
}

export const ConsentPage = (props: ConsentPageProps) => {
  const { tenantName, lang, action, fields, asking, account } = props
  const words = lang.messages.consent
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={fill(words.title, { app: asking.app.client_name })}
    >
      <h1>
        <Phrase text={words.title} slots={{ app: <AppName app={asking.app} /> }} />
      </h1>
      <h2 class="caption">{words.account}</h2>
      <div class="chip">
        <AccountLine account={account} />
      </div>
      <AppSentence app={asking.app} sentence={words.wants} />
      <Permissions permissions={permissionsOf(props)} />
      <Destination to={asking} lang={lang} />
      <Decision action={action} fields={fields} words={words} />
      <AppLinks app={asking.app} lang={lang} />
    </Layout>
  )
}
