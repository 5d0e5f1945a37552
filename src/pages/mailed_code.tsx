/** Where a code is typed that was mailed. Posts `code`, or `again` for another mail. */
import { Layout, type PageProps } from './layout.tsx'
import type { Language } from './messages/language.ts'
import { AppSentence, type AskingApp } from './parts/app.tsx'
import { AppLinks } from './parts/app_links.tsx'
import { CodeForm } from './parts/code_form.tsx'
import { Destination } from './parts/destination.tsx'
import { Notice } from './parts/notice.tsx'
import { fill, Phrase } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

/** `soon`: another mail was asked for while the last one is still on its way. */
export type CodeFailure = { reason: 'refused' } | { reason: 'wait' | 'soon'; seconds: number }

export interface MailedCodePageProps extends PageProps {
  action: string
  fields: Record<string, string>
  /** Absent where a person comes without an app. */
  asking?: AskingApp
  /** Where it went, if there is such an account: as it was typed. */
  username: string
  /** Back to the other ways in. */
  signInUrl: string
  failure?: CodeFailure
}

export const MailedCodePage = (props: MailedCodePageProps) => {
  const { tenantName, lang, action, fields, asking, username, signInUrl, failure } = props
  const words = lang.messages.mailedCode
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={words.title}
      hasFailed={failure !== undefined}
    >
      <h1>{words.title}</h1>
      {asking && (
        <AppSentence app={asking.app} sentence={lang.messages.signIn.asks}>
          <Destination to={asking} lang={lang} />
        </AppSentence>
      )}
      {failure && <FailureNotice failure={failure} lang={lang} />}
      <p>
        <Phrase text={words.mailed} slots={{ account: <bdi class="name">{username}</bdi> }} />
      </p>
      <CodeForm
        action={action}
        fields={fields}
        label={words.code}
        hint={words.about}
        isWrong={failure?.reason === 'refused'}
        submit={{ id: 'code-submit', label: words.submit }}
      >
        <button class="quiet" type="submit" name="again" value="yes" formnovalidate>
          {words.again}
        </button>
      </CodeForm>
      <p class="links">
        <a href={signInUrl}>{words.other}</a>
      </p>
      {asking && <AppLinks app={asking.app} lang={lang} />}
    </Layout>
  )
}

const FailureNotice = ({ failure, lang }: { failure: CodeFailure; lang: Language }) => {
  const words = lang.messages.mailedCode
  const when = failure.reason === 'refused' ? '' : waitingTime(failure.seconds, lang)
  const { reason } = failure
  return (
    <Notice
      id="failure"
      text={fill(words[reason], { when })}
      help={fill(words[`${reason}Help`], { when })}
    />
  )
}
