/** The end of a sign-out: the apps that are to be told load in frames, and the way on is a link. */
import { raw } from 'hono/html'
import { parseUri } from '../kernel/uri.ts'
import { GO_ON_SCRIPT } from './go_on_script.ts'
import { Layout, type PageProps } from './layout.tsx'
import { AppName, type App } from './parts/app.tsx'
import { BackToApp } from './parts/app_links.tsx'
import { Phrase } from './parts/phrase.tsx'

export interface SignedOutPageProps extends PageProps {
  /** The app to go back to: by `next`, else by its `client_uri`, if it has one. */
  app?: App | undefined
  /** Addresses that sign the person out of apps when they are loaded (Front-Channel Logout §2). */
  frames?: readonly string[]
  /** The proven address that the app wants the person to come to, once the frames have loaded. */
  next?: string | undefined
}

export const SignedOutPage = ({ tenantName, lang, app, frames = [], next }: SignedOutPageProps) => {
  const words = lang.messages.signedOut
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      <p>{next === undefined ? words.effect : words.onYourWay}</p>
      {frames.map((uri) => (
        <iframe
          hidden
          title={parseUri(uri)?.host ?? uri}
          src={uri}
          sandbox="allow-scripts allow-same-origin"
        />
      ))}
      {next === undefined ? (
        app && <BackToApp app={app} lang={lang} />
      ) : (
        <>
          <a class="button" id="go-on" href={next} rel="noreferrer">
            {app ? <Phrase text={words.goOn} slots={{ app: <AppName app={app} /> }} /> : next}
          </a>
          <script>{raw(GO_ON_SCRIPT)}</script>
        </>
      )}
    </Layout>
  )
}
