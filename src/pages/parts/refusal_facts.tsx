/** What a developer needs to know about a refusal: the same on the page that refuses and in the guide. */
import { REFUSALS, type RefusalKey } from '../../rules/refusals.ts'
import type { Language } from '../messages/language.ts'
import { Facts } from './facts.tsx'
import { CodeSpans, Phrase } from './phrase.tsx'

interface RefusalFactsProps {
  refusal: RefusalKey
  lang: Language
  /** Of the answer that refused; the guide has none. */
  requestId?: string
}

export const RefusalFacts = ({ refusal, lang, requestId }: RefusalFactsProps) => {
  const { error: words, page } = lang.messages
  const { error, retryable } = REFUSALS[refusal]
  const { description, mend } = lang.refusals[refusal]
  return (
    <Facts
      facts={[
        [words.code, <code>{error}</code>],
        [words.key, <code>{refusal}</code>],
        [words.wrong, description],
        [words.mend, <CodeSpans text={mend} />],
        [
          words.retryable,
          <>
            <Phrase text={page.label} slots={{ label: <code>{String(retryable)}</code> }} />{' '}
            {retryable ? words.yes : words.no}
          </>,
        ],
        ...(requestId === undefined ? [] : [[words.requestId, <code>{requestId}</code>] as const]),
      ]}
    />
  )
}
