/**
 * Whether an app on a device may have what it asks for (RFC 8628 §3.3). The person is the only one who sees both sides, so
 * the page says what there is to compare. Posts `decision`: `approve` or `deny`.
 */
import { Layout, type PageProps } from './layout.tsx'
import type { TenantScope } from '../domain/settings.ts'
import type { Language } from './messages/language.ts'
import { AccountLine, type Account } from './parts/account.tsx'
import { AppName, AppSentence, type App } from './parts/app.tsx'
import { AppLinks } from './parts/app_links.tsx'
import { countryName } from './parts/country_name.ts'
import { Decision, Permissions } from './parts/decision.tsx'
import { DeviceWarning } from './parts/device_warning.tsx'
import { fill, Phrase } from './parts/phrase.tsx'
import { permissionsOf } from './permissions.ts'

export interface DeviceApprovalPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  app: App
  /** As the device shows it. */
  userCode: string
  asked: AskedFor
  account: Account
  /** Where another account is chosen. */
  otherUrl: string
  scopes: readonly string[]
  tenantScopes: readonly TenantScope[]
}

/** Where the request came from. */
export interface AskedFor {
  /** How long ago, in seconds. */
  ago: number
  /** ISO 3166-1 alpha-2, where it is known. */
  country?: string | undefined
}

export const DeviceApprovalPage = (props: DeviceApprovalPageProps) => {
  const { tenantName, lang, action, fields, app, userCode, asked, account, otherUrl } = props
  const words = lang.messages.deviceApproval
  return (
    <Layout tenantName={tenantName} lang={lang} title={fill(words.title, { app: app.client_name })}>
      <h1>
        <Phrase text={words.title} slots={{ app: <AppName app={app} /> }} />
      </h1>
      <h2 class="caption">{words.code}</h2>
      <p class="user-code">{userCode}</p>
      <p class="soft">{origin(asked, lang)}</p>
      <DeviceWarning lang={lang} />
      <h2 class="caption">{words.account}</h2>
      <div class="chip">
        <AccountLine account={account} />
      </div>
      <AppSentence app={app} sentence={words.wants} />
      <Permissions permissions={permissionsOf(props)} />
      <Decision action={action} fields={fields} words={words} />
      <p class="links">
        <a href={otherUrl}>{words.other}</a>
      </p>
      <AppLinks app={app} lang={lang} />
    </Layout>
  )
}

function origin({ ago, country }: AskedFor, lang: Language): string {
  const words = lang.messages.deviceApproval
  const when = new Intl.RelativeTimeFormat(lang.tag, { numeric: 'auto' }).format(
    -Math.floor(Math.max(0, ago) / 60),
    'minute',
  )
  const place = country === undefined ? undefined : countryName(country, lang)
  return place === undefined
    ? fill(words.asked, { when })
    : fill(words.askedFrom, { when, country: place })
}
