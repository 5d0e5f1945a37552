/** What happened to an account, newest first, in sentences. */
import type { Seconds } from '../../kernel/clock.ts'
import type { Language } from '../messages/language.ts'
import { Moment } from './moment.tsx'
import { Phrase } from './phrase.tsx'

export interface ShownEvent {
  at: Seconds
  /** The name of a `SecurityEvent`. */
  event: string
  /** The app that it is about, if it is about one. */
  appName?: string | undefined
}

interface AccountEventsProps {
  lang: Language
  now: Seconds
  events: readonly ShownEvent[]
}

export const AccountEvents = ({ lang, now, events }: AccountEventsProps) => {
  const words = lang.messages.account
  return (
    <section>
      <h2>{words.events}</h2>
      {events.length === 0 && <p class="soft">{words.eventsNone}</p>}
      <ul class="entries">
        {events.map((event) => (
          <li>
            <div>
              <Sentence event={event} lang={lang} />
              <span class="soft">
                <Moment at={event.at} now={now} lang={lang} />
              </span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

const Sentence = ({ event, lang }: { event: ShownEvent; lang: Language }) => {
  const { event: sentences } = lang.messages.account
  const known = Object.entries(sentences).find(([name]) => name === event.event)?.[1]
  return (
    <span>
      <Phrase
        text={known ?? sentences.other}
        slots={{
          app: <bdi class="name">{event.appName ?? '–'}</bdi>,
          event: <code>{event.event}</code>,
        }}
      />
    </span>
  )
}
