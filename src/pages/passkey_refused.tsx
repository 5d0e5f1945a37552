/** Why a passkey did not do what it was used for, and the way back. */
import type { Seconds } from '../kernel/clock.ts'
import { Layout, type PageProps } from './layout.tsx'
import { fill } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

export type PasskeyFailure =
  | { reason: 'signIn' | 'off' | 'addition' | 'taken' | 'too_many' | 'last_way_in' }
  | { reason: 'wait'; seconds: Seconds }

export interface PasskeyRefusedPageProps extends PageProps {
  failure: PasskeyFailure
  backUrl: string
}

const TITLE_OF = {
  signIn: 'title',
  off: 'title',
  wait: 'title',
  addition: 'notAdded',
  taken: 'notAdded',
  too_many: 'notAdded',
  last_way_in: 'notRemoved',
} as const

export const PasskeyRefusedPage = (props: PasskeyRefusedPageProps) => {
  const { tenantName, lang, failure, backUrl } = props
  const { refused: words, back } = lang.messages.passkeys
  const name = TITLE_OF[failure.reason]
  const text =
    failure.reason === 'wait'
      ? fill(words.wait, { when: waitingTime(failure.seconds, lang) })
      : words[failure.reason]
  return (
    <Layout tenantName={tenantName} lang={lang} title={words[name]} hasFailed>
      <h1>{words[name]}</h1>
      <p>{text}</p>
      <a class="button" href={backUrl}>
        {name === 'title' ? words.backToSignIn : back}
      </a>
    </Layout>
  )
}
