/** When something was, as people say it. */
import { isoTime, DAY, HOUR, MINUTE, type Seconds } from '../../kernel/clock.ts'
import type { Language } from '../messages/language.ts'

/** `5 minutes ago`, `yesterday`; what is more than a month old, by its date. We do not know the reader's time zone. */
export function momentInWords(at: Seconds, now: Seconds, lang: Language): string {
  const ago = Math.max(0, now - at)
  if (ago >= 30 * DAY) {
    return new Intl.DateTimeFormat(lang.tag, { dateStyle: 'long', timeZone: 'UTC' }).format(
      at * 1000,
    )
  }
  const format = new Intl.RelativeTimeFormat(lang.tag, { numeric: 'auto' })
  if (ago < MINUTE) return format.format(0, 'second')
  if (ago < HOUR) return format.format(-Math.floor(ago / MINUTE), 'minute')
  return ago < DAY
    ? format.format(-Math.floor(ago / HOUR), 'hour')
    : format.format(-Math.floor(ago / DAY), 'day')
}

/** The same with the exact instant beside it, for programs and for whoever points at it. */
export const Moment = ({ at, now, lang }: { at: Seconds; now: Seconds; lang: Language }) => (
  <time datetime={isoTime(at)} title={isoTime(at)}>
    {momentInWords(at, now, lang)}
  </time>
)
