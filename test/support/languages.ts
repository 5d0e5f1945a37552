/** Every language that the pages speak, from the files that are deployed. */
import de from '../../languages/de.json' with { type: 'json' }
import { languageOf, type Language } from '../../src/pages/messages/language.ts'
import type { LanguageTag } from '../../src/pages/messages/languages.ts'

export const LANGUAGE: Readonly<Record<LanguageTag, Language>> = {
  en: languageOf('en', null),
  de: languageOf('de', de),
}

export const { en: ENGLISH, de: GERMAN } = LANGUAGE

export const EVERY_LANGUAGE: readonly Language[] = Object.values(LANGUAGE)
