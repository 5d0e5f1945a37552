/** Asks for the address that an account is to be made for. Posts `username`; the mail that comes leads on. */
import { Layout, type PageProps } from './layout.tsx'
import { messagesIn, type Language } from './messages/catalogue.ts'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Notice } from './parts/notice.tsx'
import { fill, Phrase } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

export type SignUpFailure = { reason: 'malformed' } | { reason: 'wait'; seconds: number }

export interface SignUpPageProps extends PageProps {
  action: string
  fields?: Record<string, string>
  /** As it was typed. */
  username?: string
  /** Back to where the person came from. */
  signInUrl: string
  failure?: SignUpFailure
}

export const SignUpPage = (props: SignUpPageProps) => {
  const { tenantName, lang, action, fields, username, signInUrl, failure } = props
  const words = messagesIn(lang).signUp
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={words.title}
      hasFailed={failure !== undefined}
    >
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {failure && <FailureNotice failure={failure} lang={lang} />}
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <div class="field">
          <label for="username">{words.username}</label>
          <input
            id="username"
            name="username"
            type="text"
            inputmode="email"
            autocomplete="email"
            autocapitalize="none"
            spellcheck={false}
            dir="auto"
            required
            autofocus
            value={username ?? ''}
            {...(failure && { 'aria-describedby': 'failure' })}
            {...(failure?.reason === 'malformed' && { 'aria-invalid': 'true' as const })}
          />
        </div>
        <button class="primary" type="submit" id="sign-up-submit">
          {words.submit}
        </button>
      </form>
      <p class="links">
        <a href={signInUrl}>{words.back}</a>
      </p>
    </Layout>
  )
}

const FailureNotice = ({ failure, lang }: { failure: SignUpFailure; lang: Language }) => {
  const words = messagesIn(lang).signUp
  if (failure.reason === 'malformed') {
    return <Notice id="failure" text={words.malformed} help={words.malformedHelp} />
  }
  const when = waitingTime(failure.seconds, lang)
  return <Notice id="failure" text={fill(words.wait, { when })} help={words.waitHelp} />
}

export interface SignUpAskedPageProps extends PageProps {
  /** As it was typed. */
  username: string
  signUpUrl: string
}

/** The one answer to whoever asked, whether there is such an account or not. */
export const SignUpAskedPage = (props: SignUpAskedPageProps) => {
  const { tenantName, lang, username, signUpUrl } = props
  const words = messagesIn(lang).signUp
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.askedTitle}>
      <h1>{words.askedTitle}</h1>
      <p>
        <Phrase text={words.asked} slots={{ account: <bdi class="name">{username}</bdi> }} />
      </p>
      <p class="soft">{words.askedHelp}</p>
      <p class="links">
        <a href={signUpUrl}>{words.again}</a>
      </p>
    </Layout>
  )
}
