/** Where the link of a sign-in mail leads: a button in the browser that asked, and in any other the code to type there. */
import { Layout, type PageProps } from './layout.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Phrase } from './parts/phrase.tsx'

export interface MailedLinkPageProps extends PageProps {
  action: string
  /** The `link` and the sign-in that it is for. */
  fields: Record<string, string>
  /** As it was typed. */
  username: string
}

export const MailedLinkPage = (props: MailedLinkPageProps) => {
  const { tenantName, lang, action, fields, username } = props
  const words = lang.messages.mailedLink
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      <h1>{words.title}</h1>
      <p>
        <Phrase text={words.about} slots={{ account: <bdi class="name">{username}</bdi> }} />
      </p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <button class="primary" type="submit" id="link-submit">
          {words.submit}
        </button>
      </form>
    </Layout>
  )
}

export interface ElsewherePageProps extends PageProps {
  /** `1234 5678` */
  code: string
}

export const ElsewherePage = ({ tenantName, lang, code }: ElsewherePageProps) => {
  const words = lang.messages.mailedLink
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.elsewhereTitle}>
      <h1>{words.elsewhereTitle}</h1>
      <p>{words.elsewhere}</p>
      <p class="user-code">{code}</p>
      <p class="soft">{words.elsewhereHelp}</p>
    </Layout>
  )
}
