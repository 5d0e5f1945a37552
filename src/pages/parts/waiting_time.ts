/** How long somebody who tried too often has to wait. */
import type { Language } from '../messages/language.ts'

/** `in 30 seconds`, `in 5 minutes`, `in 2 hours`: rounded up, so that nobody comes too early. */
export function waitingTime(seconds: number, lang: Language): string {
  const format = new Intl.RelativeTimeFormat(lang.tag)
  if (seconds <= 90) return format.format(Math.max(1, Math.ceil(seconds)), 'second')
  const minutes = Math.ceil(seconds / 60)
  return minutes <= 90
    ? format.format(minutes, 'minute')
    : format.format(Math.ceil(minutes / 60), 'hour')
}
