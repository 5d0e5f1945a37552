/** Which of our languages a page is written in. */
import { LANGUAGES, type LanguageTag } from './languages.ts'

/**
 * The app's wish first: `ui_locales` is "a space-separated list of BCP47 language tag values, ordered by preference"
 * and "An error SHOULD NOT result if some or all of the requested locales are not supported" (OpenID Connect Core
 * §3.1.2.1). Then the browser's (`Accept-Language`, RFC 9110 §12.5.4), then the tenant's `default_locale`.
 */
export function pickLanguage(
  uiLocales: string | undefined,
  acceptLanguage: string | undefined,
  tenantDefault: string,
): LanguageTag {
  const wishes = [
    ...(uiLocales ?? '').split(' '),
    ...acceptedRanges(acceptLanguage ?? ''),
    tenantDefault,
  ]
  return wishes.map(languageOf).find((language) => language !== undefined) ?? 'en'
}

/** RFC 4647 §3.4, Lookup: `de-CH-1996` falls back to `de`. */
const languageOf = (tag: string): LanguageTag | undefined =>
  LANGUAGES.find((language) => language === tag.split(/[-_]/, 1)[0]?.toLowerCase())

/** The ranges by falling weight; "A value of 0 means 'not acceptable'" (RFC 9110 §12.4.2). */
function acceptedRanges(header: string): string[] {
  return header
    .split(',')
    .map((entry) => {
      const [range = '', ...parameters] = entry.split(';').map((part) => part.trim())
      const weight = parameters.find((parameter) => /^q=/i.test(parameter))?.slice(2) ?? '1'
      return { range, weight: Number(weight) }
    })
    .filter(({ weight }) => weight > 0)
    .toSorted((a, b) => b.weight - a.weight)
    .map(({ range }) => range)
}
