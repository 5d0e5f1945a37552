/** Why an address that was typed was not taken. */
import type { Language } from '../messages/language.ts'
import { Notice } from './notice.tsx'
import { fill } from './phrase.tsx'
import { waitingTime } from './waiting_time.ts'

export type AddressFailure = { reason: 'malformed' } | { reason: 'wait'; seconds: number }

export const AddressNotice = ({ failure, lang }: { failure: AddressFailure; lang: Language }) => {
  const words = lang.messages.signUp
  if (failure.reason === 'malformed') {
    return <Notice id="failure" text={words.malformed} help={words.malformedHelp} />
  }
  const when = waitingTime(failure.seconds, lang)
  return <Notice id="failure" text={fill(words.wait, { when })} help={words.waitHelp} />
}
