/** The end of a sign-out that leads to no app, or leaves the way there to the person. */
import { Layout, type PageProps } from './layout.tsx'
import { messagesIn } from './messages/catalogue.ts'
import type { App } from './parts/app.tsx'
import { BackToApp } from './parts/app_links.tsx'

export interface SignedOutPageProps extends PageProps {
  /** The app to go back to: by its `client_uri`, if it has one. */
  app?: App | undefined
}

export const SignedOutPage = ({ tenantName, lang, app }: SignedOutPageProps) => {
  const words = messagesIn(lang).signedOut
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      <p>{words.effect}</p>
      {app && <BackToApp app={app} lang={lang} />}
    </Layout>
  )
}
