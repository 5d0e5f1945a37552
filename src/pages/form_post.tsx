/**
 * "Authorization Response parameters are encoded as HTML form values that are auto-submitted in the User Agent" (OAuth
 * 2.0 Form Post Response Mode §2). Where scripts are off, the button does it.
 */
import { raw } from 'hono/html'
import { Layout, type PageProps } from './layout.tsx'
import { AppName, type App } from './parts/app.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Phrase } from './parts/phrase.tsx'
import { SUBMIT_SCRIPT } from './submit_script.ts'

export interface FormPostPageProps extends PageProps {
  app: App
  /** The proven redirect URI. */
  redirectUri: string
  /** The response, snake_case as on the wire. */
  parameters: Record<string, string>
}

export const FormPostPage = (props: FormPostPageProps) => {
  const { tenantName, lang, app, redirectUri, parameters } = props
  const words = lang.messages.formPost
  const slots = { app: <AppName app={app} /> }
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      <p>
        <Phrase text={words.about} slots={slots} />
      </p>
      <form method="post" action={redirectUri}>
        <HiddenFields fields={parameters} />
        <button class="primary" type="submit">
          <Phrase text={words.submit} slots={slots} />
        </button>
      </form>
      <script>{raw(SUBMIT_SCRIPT)}</script>
    </Layout>
  )
}
