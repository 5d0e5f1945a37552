/** Every language that the pages speak: their words, and the sentences that explain a refusal. */
import { REFUSALS, type RefusalKey } from '../../rules/refusals.ts'
import { GERMAN_REFUSALS } from './de/refusals.ts'
import { de } from './de/words.ts'
import { en } from './en.ts'

/** The same keys as in English, and in each text the same `{…}`: what is missing fails to compile. */
export type Messages = Translated<typeof en>

type Translated<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? Holding<Slots<Words[Key]>>
    : Translated<Words[Key]>
}
type Slots<Text extends string> = Text extends `${string}{${infer Slot}}${infer Rest}`
  ? Slot | Slots<Rest>
  : never
type Holding<Slot extends string> = [Slot] extends [never]
  ? string
  : ToIntersection<Slot extends string ? `${string}{${Slot}}${string}` : never>
type ToIntersection<Union> = (Union extends string ? (each: Union) => void : never) extends (
  each: infer All extends string,
) => void
  ? All
  : never

/** What a developer reads about a refusal. Wire words stay in backticks or as they are. */
export interface RefusalWords {
  description: string
  mend: string
}

interface Catalogue {
  messages: Messages
  refusals: Record<RefusalKey, RefusalWords>
}

const CATALOGUES = {
  en: { messages: en, refusals: REFUSALS },
  de: { messages: de, refusals: GERMAN_REFUSALS },
} as const satisfies Record<string, Catalogue>

export type Language = keyof typeof CATALOGUES

export const LANGUAGES: readonly Language[] = ['en', 'de']

export const messagesIn = (lang: Language): Messages => CATALOGUES[lang].messages

export const refusalIn = (lang: Language, key: RefusalKey): RefusalWords =>
  CATALOGUES[lang].refusals[key]
