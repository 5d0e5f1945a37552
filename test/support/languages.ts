/** Every language that the pages speak, from the files that are deployed. */
import ar from '../../languages/ar.json' with { type: 'json' }
import de from '../../languages/de.json' with { type: 'json' }
import es from '../../languages/es.json' with { type: 'json' }
import fr from '../../languages/fr.json' with { type: 'json' }
import ja from '../../languages/ja.json' with { type: 'json' }
import { languageOf, type Language } from '../../src/pages/messages/language.ts'
import type { LanguageTag } from '../../src/pages/messages/languages.ts'

export const LANGUAGE: Readonly<Record<LanguageTag, Language>> = {
  en: languageOf('en', null),
  ar: languageOf('ar', ar),
  de: languageOf('de', de),
  es: languageOf('es', es),
  fr: languageOf('fr', fr),
  ja: languageOf('ja', ja),
}

export const { en: ENGLISH, de: GERMAN } = LANGUAGE

export const EVERY_LANGUAGE: readonly Language[] = Object.values(LANGUAGE)
