/** Asks where to mail the link to that replaces a forgotten password. Posts `username`. */
import { Layout, type PageProps } from './layout.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { MailAsked } from './parts/mail_asked.tsx'
import { Notice } from './parts/notice.tsx'
import { fill } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

export interface RecoverPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  /** Back to where the person came from. */
  signInUrl: string
  /** Seconds, for whoever asked too often. */
  wait?: number
}

export const RecoverPage = (props: RecoverPageProps) => {
  const { tenantName, lang, action, fields, signInUrl, wait } = props
  const { recover: words, page } = lang.messages
  const title = wait === undefined ? words.title : fill(page.failed, { title: words.title })
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {wait !== undefined && (
        <Notice
          id={FAILURE_ID}
          text={fill(words.wait, { when: waitingTime(wait, lang) })}
          help={words.waitHelp}
        />
      )}
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <div class="field">
          <label for="username">{words.username}</label>
          <input
            id="username"
            name="username"
            type="text"
            inputmode="email"
            autocomplete="username"
            autocapitalize="none"
            spellcheck={false}
            dir="auto"
            required
            autofocus
            {...(wait !== undefined && { 'aria-describedby': FAILURE_ID })}
          />
        </div>
        <button class="primary" type="submit" id="recover-submit">
          {words.submit}
        </button>
      </form>
      <p class="links">
        <a href={signInUrl}>{words.back}</a>
      </p>
    </Layout>
  )
}

const FAILURE_ID = 'failure'

export interface RecoverAskedPageProps extends PageProps {
  /** As it was typed. */
  username: string
  recoverUrl: string
}

/** The one answer to whoever asked, whether there is such an account or not. */
export const RecoverAskedPage = (props: RecoverAskedPageProps) => {
  const { username, recoverUrl, ...page } = props
  const words = page.lang.messages.recover
  return (
    <MailAsked
      {...page}
      title={words.askedTitle}
      sentence={words.asked}
      help={words.askedHelp}
      address={username}
      next={{ url: recoverUrl, label: words.again }}
    />
  )
}
