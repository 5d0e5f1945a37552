/** Where somebody was, in words. */
import type { Language } from '../messages/language.ts'

/** The platform also has names of its own, such as `T1`, for what is no country. @param country ISO 3166-1 alpha-2 */
export const countryName = (country: string, lang: Language): string | undefined =>
  /^[A-Z]{2}$/.test(country)
    ? new Intl.DisplayNames(lang.tag, { type: 'region', fallback: 'none' }).of(country)
    : undefined
