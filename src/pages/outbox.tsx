/** The mails of a provider that runs on its developer's machine: to be read, and their links followed. */
import { Layout, type PageProps } from './layout.tsx'
import { Facts } from './parts/facts.tsx'

export interface OutboxPageProps extends PageProps {
  /** Addresses that begin so become links. */
  issuer: string
  mails: readonly { to: string; subject: string; text: string; at: string }[]
}

export const OutboxPage = ({ tenantName, lang, issuer, mails }: OutboxPageProps) => {
  const words = lang.messages.outbox
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} wide>
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {mails.length === 0 && <p class="soft">{words.empty}</p>}
      {mails.map(({ to, subject, text, at }) => (
        <section class="developers">
          <h2>{subject}</h2>
          <Facts
            facts={[
              [words.to, <bdi>{to}</bdi>],
              [words.at, <time datetime={at}>{at}</time>],
            ]}
          />
          {text.split(/\n+/).map((line) => (
            <p>{line.startsWith(`${issuer}/`) ? <a href={line}>{line}</a> : line}</p>
          ))}
        </section>
      ))}
    </Layout>
  )
}
