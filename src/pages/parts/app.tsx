/** The app that asks: its name, its picture, where its answers go, and its own pages. */
import { isLoopbackHost, parseUri } from '../../kernel/uri.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { PropsWithChildren } from 'hono/jsx'
import { messagesIn, type Language } from '../messages/catalogue.ts'
import { Phrase } from './phrase.tsx'

/** What of a registered client is shown to people. A `Client` can be given as it is. */
export type App = Pick<
  ClientMetadata,
  'client_name' | 'client_uri' | 'logo_uri' | 'policy_uri' | 'tos_uri'
>

/** An app with a proven request: where the answer will go is known. */
export interface AskingApp {
  app: App
  redirectUri: string
}

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

/** Where the answer goes: the host is what an app cannot make up. */
export const Destination = ({ uri, lang }: { uri: string; lang: Language }) => {
  const words = messagesIn(lang).app
  return (
    <p class="soft">
      <Phrase
        text={isOnThisDevice(uri) ? words.goesToDevice : words.goesTo}
        slots={{ destination: <bdi class="host">{hostOf(uri)}</bdi> }}
      />
    </p>
  )
}

/** The host in ASCII, so that no letter passes for another; of an app's own scheme, the scheme. */
function hostOf(uri: string): string {
  const parsed = parseUri(uri)
  if (!parsed) return uri
  return isWeb(parsed) ? parsed.host : parsed.protocol
}

function isOnThisDevice(uri: string): boolean {
  const parsed = parseUri(uri)
  return parsed !== undefined && (!isWeb(parsed) || isLoopbackHost(parsed.hostname))
}

const isWeb = ({ protocol }: URL): boolean => protocol === 'https:' || protocol === 'http:'

/** A link may only lead to the web, whatever was registered. */
const webUri = (uri: string | undefined): string | undefined => {
  const parsed = uri === undefined ? undefined : parseUri(uri)
  return parsed && isWeb(parsed) ? uri : undefined
}

/** What the app says about itself: "policy_uri", "tos_uri" (OpenID Connect Registration §2). */
export const AppLinks = ({ app, lang }: { app: App; lang: Language }) => {
  const words = messagesIn(lang).app
  const links = [
    { uri: webUri(app.policy_uri), text: words.policy },
    { uri: webUri(app.tos_uri), text: words.terms },
  ].filter(({ uri }) => uri !== undefined)
  if (links.length === 0) return null
  return (
    <p class="links">
      <span>
        <AppName app={app} />:
      </span>
      {links.map(({ uri, text }) => (
        <a href={uri} rel="noopener noreferrer" target="_blank">
          {text}
        </a>
      ))}
    </p>
  )
}

/** The way back to the app, if it has registered one. */
export const BackToApp = ({ app, uri, lang }: { app: App; uri?: string; lang: Language }) => {
  const target = webUri(uri ?? app.client_uri)
  return target ? (
    <a class="button" href={target} rel="noopener noreferrer">
      <Phrase text={messagesIn(lang).app.back} slots={{ app: <AppName app={app} /> }} />
    </a>
  ) : null
}
