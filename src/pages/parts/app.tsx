/** The app that asks: its name and its picture. */
import type { PropsWithChildren } from 'hono/jsx'
import { parseUri } from '../../kernel/uri.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import { Phrase } from './phrase.tsx'

/** What of a registered client is shown to people. A `Client` can be given as it is. */
export type App = Pick<
  ClientMetadata,
  'client_name' | 'client_uri' | 'logo_uri' | 'policy_uri' | 'tos_uri'
>

/** An app with a proven request, and where its answer goes: to a registered address, or to the device with this code. */
export type AskingApp = { app: App } & ({ redirectUri: string } | { userCode: string })

/** The name, kept from reordering what stands around it. */
export const AppName = ({ app }: { app: App }) => <bdi class="name">{app.client_name}</bdi>

/** The app's picture beside a sentence about it (with a slot `{app}`), and what belongs under that. */
export const AppSentence = ({
  app,
  sentence,
  children,
}: PropsWithChildren<{ app: App; sentence: string }>) => (
  <div class="asks">
    <AppLogo app={app} />
    <div>
      <p>
        <Phrase text={sentence} slots={{ app: <AppName app={app} /> }} />
      </p>
      {children}
    </div>
  </div>
)

/** Loaded by the browser from where the app keeps it, never by us; the app does not learn from which page. */
const AppLogo = ({ app }: { app: App }) => {
  const source = pictureUri(app)
  return source ? (
    <img class="logo" src={source} alt="" width="44" height="44" referrerpolicy="no-referrer" />
  ) : null
}

/** The logo's address if a page may show it: https alone. */
export const pictureUri = ({ logo_uri: uri }: App): string | undefined =>
  uri !== undefined && parseUri(uri)?.protocol === 'https:' ? uri : undefined
