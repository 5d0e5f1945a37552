/** `/`: what this place is, and, for whoever is signed in, as whom. */
import { Layout, type PageProps } from './layout.tsx'
import { GUIDE_PATH } from './error_guide.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { fill, Phrase } from './parts/phrase.tsx'

export interface HomePageProps extends PageProps {
  /** Who is signed in in this browser. */
  accounts: readonly Account[]
  signOutUrl: string
  /** Their own page; it leads to signing in whoever is not. */
  accountUrl: string
}

export const HomePage = ({ tenantName, lang, accounts, signOutUrl, accountUrl }: HomePageProps) => {
  const words = lang.messages.home
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      <p>
        <Phrase text={words.about} slots={{ tenant: <bdi class="name">{tenantName}</bdi> }} />
      </p>
      {accounts.length === 0 ? (
        <>
          <p class="soft">{words.signedOut}</p>
          <a class="button" href={accountUrl}>
            {words.signIn}
          </a>
        </>
      ) : (
        <>
          <h2 class="caption">{words.signedIn}</h2>
          {accounts.map((account) => (
            <div class="chip">
              <AccountLine account={account} />
            </div>
          ))}
          <a class="button primary" href={accountUrl}>
            {words.account}
          </a>
          <a class="button" href={signOutUrl}>
            {words.signOut}
          </a>
        </>
      )}
      <p class="links">
        <span>{fill(lang.messages.page.label, { label: words.developers })}</span>{' '}
        <a href="/.well-known/openid-configuration">{words.discovery}</a>
        <a href={GUIDE_PATH}>{words.errors}</a>
      </p>
    </Layout>
  )
}
