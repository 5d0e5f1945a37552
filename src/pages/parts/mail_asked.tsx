/** The one answer to whoever asked for a mail, whether there is somebody to get it or not. */
import { Layout, type PageProps } from '../layout.tsx'
import { Phrase } from './phrase.tsx'

interface MailAskedProps extends PageProps {
  title: string
  /** With `{account}`, where it goes. */
  sentence: string
  help: string
  /** As it was typed. */
  address: string
  /** What can be done next. */
  next: { url: string; label: string }
}

export const MailAsked = (props: MailAskedProps) => {
  const { tenantName, lang, title, sentence, help, address, next } = props
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{title}</h1>
      <p>
        <Phrase text={sentence} slots={{ account: <bdi class="name">{address}</bdi> }} />
      </p>
      <p class="soft">{help}</p>
      <p class="links">
        <a href={next.url}>{next.label}</a>
      </p>
    </Layout>
  )
}
