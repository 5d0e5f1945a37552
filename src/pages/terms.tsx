/** Terms that the person has yet to accept, before they go on. Posts `decision`: `approve` or `deny`. */
import { Layout, type PageProps } from './layout.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { AppSentence, type AskingApp } from './parts/app.tsx'
import { Destination } from './parts/destination.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Phrase } from './parts/phrase.tsx'

export interface TermsPageProps extends PageProps {
  action: string
  /** Whose word it is, and on which version. */
  fields: Record<string, string>
  account: Account
  /** The page of the terms, and of what becomes of people's data. */
  termsUri: string
  privacyUri?: string | undefined
  /** Absent where nobody waits for the person. */
  asking?: AskingApp
  /** The account's page, which is theirs whether they accept or not. */
  accountUrl: string
}

export const TermsPage = (props: TermsPageProps) => {
  const { tenantName, lang, action, fields, account, asking } = props
  const { termsUri, privacyUri, accountUrl } = props
  const words = lang.messages.newTerms
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      <div class="chip">
        <AccountLine account={account} />
      </div>
      <p>
        <Phrase
          text={words.about}
          slots={{
            terms: <OtherPage uri={termsUri} text={words.terms} />,
            tenant: <bdi class="name">{tenantName}</bdi>,
          }}
        />
      </p>
      {privacyUri !== undefined && (
        <p>
          <Phrase
            text={words.privacy}
            slots={{ policy: <OtherPage uri={privacyUri} text={words.policy} /> }}
          />
        </p>
      )}
      {asking && (
        <AppSentence app={asking.app} sentence={words.leadsTo}>
          <Destination to={asking} lang={lang} />
        </AppSentence>
      )}
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <button class="primary" type="submit" id="terms-accept" name="decision" value="approve">
          {words.accept}
        </button>
        <button class="quiet" type="submit" id="terms-decline" name="decision" value="deny">
          {words.decline}
        </button>
      </form>
      <p class="soft">
        <Phrase text={words.own} slots={{ account: <a href={accountUrl}>{words.account}</a> }} />
      </p>
    </Layout>
  )
}

const OtherPage = ({ uri, text }: { uri: string; text: string }) => (
  <a href={uri} rel="noopener noreferrer" target="_blank">
    {text}
  </a>
)
