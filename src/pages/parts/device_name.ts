/**
 * What a browser calls itself, in words that its person knows it by. It is what the browser says, and no proof of
 * anything.
 */
import type { Language } from '../messages/language.ts'
import { fill } from './phrase.tsx'

/** In this order: most browsers also claim to be those that stand further down. */
const BROWSERS = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Chrome|CriOS)\//],
  ['Safari', /\bSafari\//],
] as const
const SYSTEMS = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Mac', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
] as const

/** @param userAgent as it was sent, maybe empty */
export function deviceName(userAgent: string, lang: Language): string {
  const words = lang.messages.account
  const browser = nameIn(BROWSERS, userAgent)
  const system = nameIn(SYSTEMS, userAgent)
  if (browser !== undefined && system !== undefined) {
    return fill(words.deviceOn, { browser, system })
  }
  return browser ?? system ?? words.unknownDevice
}

const nameIn = (
  names: readonly (readonly [name: string, pattern: RegExp])[],
  userAgent: string,
): string | undefined => names.find(([, pattern]) => pattern.test(userAgent))?.[0]
