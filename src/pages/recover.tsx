/** Asks where to mail the link to that replaces a forgotten password. Posts `username`. */
import { Layout, type PageProps } from './layout.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { MailAsked } from './parts/mail_asked.tsx'
import { Notice } from './parts/notice.tsx'
import { fill } from './parts/phrase.tsx'
import { Turnstile, TurnstileNotice, type TurnstileWidget } from './parts/turnstile.tsx'
import { waitingTime } from './parts/waiting_time.ts'

export interface RecoverPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  /** As it was typed. */
  username?: string
  /** Back to where the person came from. */
  signInUrl: string
  /** Seconds, for whoever asked too often. */
  wait?: number
  turnstile?: TurnstileWidget | undefined
}

export const RecoverPage = (props: RecoverPageProps) => {
  const { tenantName, lang, action, fields, username, signInUrl, wait, turnstile } = props
  const { recover: words } = lang.messages
  const hasFailed = wait !== undefined || turnstile?.failure !== undefined
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} hasFailed={hasFailed}>
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {wait !== undefined && (
        <Notice
          id={FAILURE_ID}
          text={fill(words.wait, { when: waitingTime(wait, lang) })}
          help={words.waitHelp}
        />
      )}
      <TurnstileNotice widget={turnstile} lang={lang} />
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
            value={username}
            {...(hasFailed && { 'aria-describedby': FAILURE_ID })}
          />
        </div>
        <Turnstile widget={turnstile} lang={lang} />
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
