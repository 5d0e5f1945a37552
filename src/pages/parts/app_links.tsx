/** Links to an app's own pages. */
import { parseUri } from '../../kernel/uri.ts'
import type { Language } from '../messages/language.ts'
import { AppName, type App } from './app.tsx'
import { Phrase } from './phrase.tsx'

/** What the app says about itself: "policy_uri", "tos_uri" (OpenID Connect Registration §2). */
export const AppLinks = ({ app, lang }: { app: App; lang: Language }) => {
  const words = lang.messages.app
  const links = [
    { uri: webUri(app.policy_uri), text: words.policy },
    { uri: webUri(app.tos_uri), text: words.terms },
  ].filter(({ uri }) => uri !== undefined)
  if (links.length === 0) return null
  return (
    <p class="links">
      <span>
        <Phrase text={lang.messages.page.label} slots={{ label: <AppName app={app} /> }} />
      </span>
      {links.map(({ uri, text }) => (
        <a href={uri} rel="noopener noreferrer" target="_blank">
          {text}
        </a>
      ))}
    </p>
  )
}

/** The way back to the app, if it has registered one (`client_uri`). */
export const BackToApp = ({ app, lang }: { app: App; lang: Language }) => {
  const target = webUri(app.client_uri)
  return target ? (
    <a class="button" href={target} rel="noopener noreferrer">
      <Phrase text={lang.messages.app.back} slots={{ app: <AppName app={app} /> }} />
    </a>
  ) : null
}

/** The way to begin a sign-in anew, at the app itself. */
export const StartAgain = ({ app, uri, lang }: { app: App; uri: string; lang: Language }) => (
  <a class="button primary" href={uri} rel="noopener noreferrer">
    <Phrase text={lang.messages.app.again} slots={{ app: <AppName app={app} /> }} />
  </a>
)

/** A link may only lead to the web, whatever was registered. */
const webUri = (uri: string | undefined): string | undefined =>
  uri !== undefined && /^https?:$/.test(parseUri(uri)?.protocol ?? '') ? uri : undefined
