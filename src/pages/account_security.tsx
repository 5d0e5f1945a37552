/** How a person signs in: password, authenticator app, recovery codes. Each change has a page of its own. */
import type { Seconds } from '../kernel/clock.ts'
import { Layout, type PageProps } from './layout.tsx'
import { FormEnd, type AccountForm } from './parts/account_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { momentInWords } from './parts/moment.tsx'
import { fill } from './parts/phrase.tsx'

/** From how many on a person is asked to make new ones. */
const FEW_CODES = 3

/** What was done a moment ago. */
export const SECURITY_DONE = ['totp'] as const
export type SecurityDone = (typeof SECURITY_DONE)[number]

export interface AccountSecurityPageProps extends PageProps {
  now: Seconds
  username: string
  totpSince: Seconds | null
  recoveryCodesLeft: number
  done?: SecurityDone | undefined
  backUrl: string
}

export const AccountSecurityPage = (props: AccountSecurityPageProps) => {
  const { tenantName, lang, username, done, backUrl, totpSince } = props
  const { account, security: words } = lang.messages
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} wide>
      <h1>{words.title}</h1>
      {done && <output class="warning">{words.done[done]}</output>}
      <p class="soft">
        <bdi>{username}</bdi>
      </p>
      <section>
        <h2>{words.password}</h2>
        <a class="button" href="/account/password">
          {account.passwordChange}
        </a>
      </section>
      <AuthenticatorApp {...props} />
      {totpSince !== null && <RecoveryCodes {...props} />}
      <a class="button quiet" href={backUrl}>
        {account.back}
      </a>
    </Layout>
  )
}

const AuthenticatorApp = ({ lang, now, totpSince }: AccountSecurityPageProps) => {
  const words = lang.messages.security
  return (
    <section>
      <h2>{words.totp}</h2>
      <p class="soft">
        {totpSince === null
          ? words.totpOff
          : fill(words.totpOn, { when: momentInWords(totpSince, now, lang) })}
      </p>
      {totpSince === null ? (
        <a class="button" id="totp-set-up" href="/account/security/totp">
          {words.setUp}
        </a>
      ) : (
        <a class="button" id="totp-turn-off" href="/account/security/totp/off">
          {words.turnOff}
        </a>
      )}
    </section>
  )
}

const RecoveryCodes = ({ lang, recoveryCodesLeft: left }: AccountSecurityPageProps) => {
  const words = lang.messages.security
  return (
    <section>
      <h2>{words.codes}</h2>
      <p class="soft">{fill(words.codesLeft, { count: String(left) })}</p>
      {left <= FEW_CODES && <p>{words.codesFew}</p>}
      <a class="button" id="codes-renew" href="/account/security/codes">
        {words.renew}
      </a>
    </section>
  )
}

export interface ConfirmFactorChangeProps extends PageProps, AccountForm {
  change: 'turnOff' | 'renew'
  backUrl: string
}

/** Asks before something is taken away that a person may have no other copy of. */
export const ConfirmFactorChange = (props: ConfirmFactorChangeProps) => {
  const { tenantName, lang, action, fields, change, backUrl } = props
  const words = lang.messages.security
  const title = words[`${change}Title`]
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{title}</h1>
      <p>{words[`${change}Effect`]}</p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <FormEnd id="factor-change" label={words[change]} backUrl={backUrl} lang={lang} />
      </form>
    </Layout>
  )
}
