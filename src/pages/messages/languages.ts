/** The languages that the pages speak. English is part of the Worker; the words of the others stand in `languages/`. */

/** BCP 47 tag → which way its script runs. */
export const DIRECTIONS = {
  en: 'ltr',
  ar: 'rtl',
  de: 'ltr',
  es: 'ltr',
  fr: 'ltr',
  ja: 'ltr',
} as const satisfies Record<string, 'ltr' | 'rtl'>

export type LanguageTag = keyof typeof DIRECTIONS

export const LANGUAGES: readonly LanguageTag[] = ['en', 'ar', 'de', 'es', 'fr', 'ja']
