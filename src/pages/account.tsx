/** A person's own account: what is known of them, where they are signed in, which apps they let in, what happened. */
import { Layout, type PageProps } from './layout.tsx'
import { AccountApps, type ShownApp } from './parts/account_apps.tsx'
import { AccountIdentities, type ShownIdentity } from './parts/account_identities.tsx'
import { AccountEvents, type ShownEvent } from './parts/account_events.tsx'
import { AccountSessions, type ShownSession } from './parts/account_sessions.tsx'
import { AccountLine, type Account } from './parts/account.tsx'
import { Facts } from './parts/facts.tsx'
import { Moment } from './parts/moment.tsx'
import { Phrase } from './parts/phrase.tsx'
import type { TenantScope } from '../domain/settings.ts'
import type { TermsAcceptance } from '../domain/sign_up.ts'
import type { Seconds } from '../kernel/clock.ts'
import { OWN_CLAIMS, type OwnClaim } from '../spec/own_profile.ts'

/** What was done a moment ago: one of these words, whatever the address says. */
export const ACCOUNT_DONE = [
  'profile',
  'email',
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
  /** Undefined where the person has none, or where no mail is sent and so nothing can be proven. */
  email?: { address: string; isVerified: boolean } | undefined
  /** Where it is changed or, by whoever has none, set; undefined where there is no way to set one. */
  password?: { isSet: boolean; url: string } | undefined
  profile: Partial<Record<OwnClaim, string>>
  /** Those that were accepted, if any were. */
  terms?: TermsAcceptance | undefined
  /** Whether there are none, and none can be added. */
  isWithoutPasskeys?: boolean
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
  const { tenantName, lang, account, done, otherUrl, password, isWithoutPasskeys } = props
  const words = lang.messages.account
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
      <EmailAddress {...props} />
      <section>
        <h2>{words.password}</h2>
        {password && (
          <a class="button" href={password.url}>
            {password.isSet ? words.passwordChange : words.passwordSet}
          </a>
        )}
        <a class="button" href="/account/security">
          {lang.messages.security.link}
        </a>
      </section>
      {!isWithoutPasskeys && (
        <section>
          <h2>{lang.messages.passkeys.title}</h2>
          <a class="button" href="/account/passkeys">
            {lang.messages.passkeys.manage}
          </a>
        </section>
      )}
      <AccountIdentities {...props} />
      <AccountSessions {...props} />
      <AccountApps {...props} />
      <AccountEvents {...props} />
      <section>
        <h2>{words.data}</h2>
        <AcceptedTerms {...props} />
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

const AcceptedTerms = ({ lang, now, terms }: AccountPageProps) =>
  terms ? (
    <p class="soft">
      <Phrase
        text={lang.messages.account.terms}
        slots={{
          version: <bdi>{terms.version}</bdi>,
          when: <Moment at={terms.at} now={now} lang={lang} />,
        }}
      />
    </p>
  ) : null

const EmailAddress = ({ lang, email }: AccountPageProps) => {
  if (!email) return null
  const words = lang.messages.ownEmail
  return (
    <section>
      <h2>{words.title}</h2>
      <p>
        <bdi>{email.address}</bdi>{' '}
        <span class="here">{email.isVerified ? words.verified : words.unverified}</span>
      </p>
      <a class="button" href="/account/email">
        {email.isVerified ? words.change : words.confirmTitle}
      </a>
    </section>
  )
}

const Profile = ({ lang, profile }: AccountPageProps) => {
  const words = lang.messages.account
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
