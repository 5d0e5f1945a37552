/** Asks, before an account at another provider opens this one. Posts the account that is shown. */
import { Layout, type PageProps } from './layout.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Phrase, fill } from './parts/phrase.tsx'

export interface LinkIdentityPageProps extends PageProps {
  action: string
  fields: Record<string, string>
  provider: string
  label?: string | undefined
  account: Account
  /** Where the person goes who does not want it. */
  backUrl: string
}

export const LinkIdentityPage = (props: LinkIdentityPageProps) => {
  const { tenantName, lang, action, fields, provider, label, account, backUrl } = props
  const words = lang.messages.upstream
  const title = fill(words.linkTitle, { provider })
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{title}</h1>
      <p>
        <Phrase
          text={label === undefined ? words.linkAboutNameless : words.linkAbout}
          slots={{ provider: <bdi>{provider}</bdi>, account: <bdi class="name">{label}</bdi> }}
        />
      </p>
      <div class="chip">
        <AccountLine account={account} />
      </div>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <button class="primary" type="submit" id="link-submit">
          {words.linkConfirm}
        </button>
        <a class="button quiet" href={backUrl}>
          {words.linkNot}
        </a>
      </form>
    </Layout>
  )
}

export interface GoingPageProps extends PageProps {
  provider: string
  url: string
}

/** Between a form of ours and another provider: browsers hold where a form leads in the end against our own policy. */
export const GoingPage = ({ tenantName, lang, provider, url }: GoingPageProps) => {
  const words = lang.messages.upstream
  const title = fill(words.goingTitle, { provider })
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{title}</h1>
      <p>{words.going}</p>
      <a class="button primary" href={url} rel="noreferrer" id="go-on">
        {fill(words.go, { provider })}
      </a>
    </Layout>
  )
}
