/** Why what was typed was not taken, where attempts are counted. */
import type { Language } from '../messages/language.ts'
import { Notice } from './notice.tsx'
import { fill } from './phrase.tsx'
import { waitingTime } from './waiting_time.ts'

/** Why the last password was not taken. An unknown person and a wrong password are one answer. */
export type AttemptFailure = { reason: 'refused' } | { reason: 'wait'; seconds: number }

interface AttemptNoticeProps {
  failure: AttemptFailure
  /** What is said of a password that was refused. */
  refused: string
  refusedHelp: string
  /** What is said to whoever is to wait; for a password unless told. */
  waitHelp?: string
  lang: Language
}

export const AttemptNotice = (props: AttemptNoticeProps) => {
  const { failure, refused, refusedHelp, lang } = props
  const words = lang.messages.signIn
  return failure.reason === 'wait' ? (
    <Notice
      id="failure"
      text={fill(words.wait, { when: waitingTime(failure.seconds, lang) })}
      help={props.waitHelp ?? words.waitHelp}
    />
  ) : (
    <Notice id="failure" text={refused} help={refusedHelp} />
  )
}
