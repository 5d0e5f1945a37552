/** Every language that the pages speak: their words, and the sentences that explain a refusal. */
import de from '../../../languages/de.json' with { type: 'json' }
import { REFUSALS, type RefusalKey } from '../../rules/refusals.ts'
import { en } from './en.ts'
import type { Messages, RefusalWords } from './translation.ts'

interface Catalogue {
  /** Which way its script runs. */
  direction: 'ltr' | 'rtl'
  messages: Messages
  refusals: Record<RefusalKey, RefusalWords>
}

const CATALOGUES = {
  en: { direction: 'ltr', messages: en, refusals: REFUSALS },
  de: { direction: 'ltr', messages: de.messages as unknown as Messages, refusals: de.refusals },
} as const satisfies Record<string, Catalogue>

export type Language = keyof typeof CATALOGUES

export const LANGUAGES: readonly Language[] = ['en', 'de']

export const directionOf = (lang: Language): 'ltr' | 'rtl' => CATALOGUES[lang].direction

export const messagesIn = (lang: Language): Messages => CATALOGUES[lang].messages

export const refusalIn = (lang: Language, key: RefusalKey): RefusalWords =>
  CATALOGUES[lang].refusals[key]
