/** A person's own account: what is known of them, where they are signed in, which apps they let in, what happened. */
import { Layout, type PageProps } from './layout.tsx'
import { messagesIn } from './messages/catalogue.ts'
import { AccountApps, type ShownApp } from './parts/account_apps.tsx'
import { AccountIdentities, type ShownIdentity } from './parts/account_identities.tsx'
import { AccountEvents, type ShownEvent } from './parts/account_events.tsx'
import { AccountSessions, type ShownSession } from './parts/account_sessions.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { Facts } from './parts/facts.tsx'
import type { TenantScope } from '../domain/settings.ts'
import type { Seconds } from '../kernel/clock.ts'
import { OWN_CLAIMS, type OwnClaim } from '../spec/own_profile.ts'

/** What was done a moment ago: one of these words, whatever the address says. */
export const ACCOUNT_DONE = [
  'profile',
  'password',
  'session',
  'sessions',
  'app',
  'linked',
  'unlinked',
] as const
export type AccountDone = (typeof ACCOUNT_DONE)[number]

export interface AccountPageProps extends PageProps {
  now: Seconds
  account: Account
  /** Given back by every form of the page: it acts for this account alone. */
  fields: Record<string, string>
  done?: AccountDone | undefined
  /** Where another account of this browser is chosen; absent where there is none. */
  otherUrl?: string | undefined
  profile: Partial<Record<OwnClaim, string>>
  identities: readonly ShownIdentity[]
  /** What else can be linked. */
  linkable: readonly { id: string; name: string }[]
  /** The one of this browser among them. */
  sessions: readonly ShownSession[]
  apps: readonly ShownApp[]
  tenantScopes: readonly TenantScope[]
  events: readonly ShownEvent[]
}

export const AccountPage = (props: AccountPageProps) => {
  const { tenantName, lang, account, done, otherUrl } = props
  const words = messagesIn(lang).account
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} wide>
      <h1>{words.title}</h1>
      {done && <output class="warning">{words.done[done]}</output>}
      <div class="chip">
        <AccountLine account={account} />
      </div>
      {otherUrl !== undefined && (
        <p class="links">
          <a href={otherUrl}>{words.other}</a>
        </p>
      )}
      <Profile {...props} />
      <section>
        <h2>{words.password}</h2>
        <a class="button" href="/account/password">
          {words.passwordChange}
        </a>
        <a class="button" href="/account/security">
          {messagesIn(lang).security.link}
        </a>
      </section>
      <section>
        <h2>{messagesIn(lang).passkeys.title}</h2>
        <a class="button" href="/account/passkeys">
          {messagesIn(lang).passkeys.manage}
        </a>
      </section>
      <AccountIdentities {...props} />
      <AccountSessions {...props} />
      <AccountApps {...props} />
      <AccountEvents {...props} />
      <section>
        <h2>{words.data}</h2>
        <p class="links">
          <a href="/account/data" download>
            {words.download}
          </a>
          <a href="/account/delete">{words.remove}</a>
        </p>
      </section>
    </Layout>
  )
}

const Profile = ({ lang, profile }: AccountPageProps) => {
  const words = messagesIn(lang).account
  const facts = OWN_CLAIMS.flatMap((name) => {
    const value = profile[name]
    return value === undefined ? [] : [[words.fields[name], <bdi>{value}</bdi>] as const]
  })
  return (
    <section>
      <h2>{words.profile}</h2>
      {facts.length > 0 && <Facts facts={facts} />}
      <a class="button" href="/account/profile">
        {words.profileChange}
      </a>
    </section>
  )
}
