/** The apps that a person has let in, what each may do, and a button that takes it back. Posts `client_id`. */
import type { TenantScope } from '../../domain/settings.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { Language } from '../messages/language.ts'
import { permissionsOf } from '../permissions.ts'
import { AppName, type App } from './app.tsx'
import { HiddenFields } from './hidden_fields.tsx'
import { Moment } from './moment.tsx'
import { fill, Phrase } from './phrase.tsx'

export interface ShownApp {
  clientId: string
  app: App
  scopes: readonly string[]
  claims: readonly string[]
  since: Seconds
  lastUsedAt?: Seconds | undefined
}

interface AccountAppsProps {
  lang: Language
  now: Seconds
  fields: Record<string, string>
  apps: readonly ShownApp[]
  tenantScopes: readonly TenantScope[]
}

export const AccountApps = (props: AccountAppsProps) => {
  const words = props.lang.messages.account
  return (
    <section>
      <h2>{words.apps}</h2>
      {props.apps.length === 0 && <p class="soft">{words.appsNone}</p>}
      {props.apps.map((shown) => (
        <ConnectedApp {...props} shown={shown} />
      ))}
    </section>
  )
}

const ConnectedApp = (props: AccountAppsProps & { shown: ShownApp }) => {
  const { lang, now, fields, tenantScopes, shown } = props
  const { app, clientId, scopes, claims, since, lastUsedAt } = shown
  const words = lang.messages.account
  const moment = (at: Seconds) => ({ when: <Moment at={at} now={now} lang={lang} /> })
  return (
    <div class="connected">
      <p>
        <Phrase text={words.appMay} slots={{ app: <AppName app={app} /> }} />
      </p>
      <ul class="permissions">
        {permissionsOf({ lang, scopes, claims, tenantScopes }).map((permission) => (
          <li>
            <bdi>{permission}</bdi>
          </li>
        ))}
      </ul>
      <p class="soft">
        <Phrase text={words.since} slots={moment(since)} />
        {lastUsedAt !== undefined && (
          <>
            {' · '}
            <Phrase text={words.used} slots={moment(lastUsedAt)} />
          </>
        )}
      </p>
      <form method="post" action="/account/app">
        <HiddenFields fields={{ ...fields, client_id: clientId }} />
        <button type="submit" aria-label={fill(words.disconnectNamed, { app: app.client_name })}>
          {words.disconnect}
        </button>
      </form>
    </div>
  )
}
