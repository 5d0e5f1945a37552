/** Why a passkey did not do what it was used for, and the way back. */
import type { Seconds } from '../kernel/clock.ts'
import { Layout, type PageProps } from './layout.tsx'
import { messagesIn } from './messages/catalogue.ts'
import { fill } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

export type PasskeyFailure =
  | { reason: 'signIn' | 'addition' | 'taken' | 'too_many' | 'last_way_in' }
  | { reason: 'wait'; seconds: Seconds }

export interface PasskeyRefusedPageProps extends PageProps {
  failure: PasskeyFailure
  backUrl: string
}

export const PasskeyRefusedPage = (props: PasskeyRefusedPageProps) => {
  const { tenantName, lang, failure, backUrl } = props
  const { refused: words, back } = messagesIn(lang).passkeys
  const { reason } = failure
  const isOfSignIn = reason === 'signIn' || reason === 'wait'
  const text =
    failure.reason === 'wait'
      ? fill(words.wait, { when: waitingTime(failure.seconds, lang) })
      : words[failure.reason]
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} hasFailed>
      <h1>{words.title}</h1>
      <p>{text}</p>
      <a class="button" href={backUrl}>
        {isOfSignIn ? words.backToSignIn : back}
      </a>
    </Layout>
  )
}
