/** A language as the pages are given it: how it is written, and all that can be said in it. */
import { REFUSALS, type RefusalKey } from '../../rules/refusals.ts'
import { en } from './en.ts'
import { DIRECTIONS, type LanguageTag } from './languages.ts'

/** Every word of the pages: the keys of the English ones. `{…}` are filled by the page. */
export type Messages = Translated<typeof en>

type Translated<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string ? string : Translated<Words[Key]>
}

/** What a developer reads about a refusal. Wire words stay in backticks or as they are. */
interface RefusalWords {
  description: string
  mend: string
}

/** What a file of `languages/` holds. */
export interface LanguageWords {
  messages: Messages
  refusals: Record<RefusalKey, RefusalWords>
}

export interface Language extends LanguageWords {
  tag: LanguageTag
  direction: 'ltr' | 'rtl'
}

const ENGLISH: Language = {
  tag: 'en',
  direction: DIRECTIONS.en,
  messages: en,
  refusals: REFUSALS,
}

/**
 * @param words what the language's file holds, as tests have found it to be; null where it could not be read: a page in
 *   English is better than none
 */
export const languageOf = (tag: LanguageTag, words: unknown): Language =>
  tag === 'en' || words === null
    ? ENGLISH
    : { tag, direction: DIRECTIONS[tag], ...(words as LanguageWords) }
