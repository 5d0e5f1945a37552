/** The browsers that a person is signed in with, each with a button that ends it. Posts `session`. */
import type { Seconds } from '../../kernel/clock.ts'
import type { Language } from '../messages/language.ts'
import { countryName } from './country_name.ts'
import { deviceName } from './device_name.ts'
import { HiddenFields } from './hidden_fields.tsx'
import { Moment, momentInWords } from './moment.tsx'
import { fill, Phrase } from './phrase.tsx'

export interface ShownSession {
  id: string
  isHere: boolean
  userAgent: string
  ip: string
  /** ISO 3166-1 alpha-2, where it is known. */
  country?: string | undefined
  createdAt: Seconds
  lastSeenAt: Seconds
}

interface AccountSessionsProps {
  lang: Language
  now: Seconds
  fields: Record<string, string>
  sessions: readonly ShownSession[]
}

export const AccountSessions = (props: AccountSessionsProps) => {
  const { lang, fields, sessions } = props
  const words = lang.messages.account
  const hasOthers = sessions.some(({ isHere }) => !isHere)
  return (
    <section>
      <h2>{words.sessions}</h2>
      <ul class="entries">
        {sessions.map((session) => (
          <Entry {...props} session={session} />
        ))}
      </ul>
      {hasOthers ? (
        <form method="post" action="/account/sessions">
          <HiddenFields fields={fields} />
          <button type="submit" id="sessions-end">
            {words.endOthers}
          </button>
        </form>
      ) : (
        <p class="soft">{words.alone}</p>
      )}
    </section>
  )
}

const Entry = ({
  lang,
  now,
  fields,
  session,
}: AccountSessionsProps & { session: ShownSession }) => {
  const words = lang.messages.account
  const { isHere, createdAt, lastSeenAt } = session
  const device = deviceName(session.userAgent, lang)
  const moment = (at: Seconds) => ({ when: <Moment at={at} now={now} lang={lang} /> })
  return (
    <li>
      <div>
        <span class="name">{device}</span> {isHere && <span class="here">{words.here}</span>}
        <span class="soft">
          <Place session={session} lang={lang} />
        </span>
        <span class="soft">
          <Phrase text={words.begun} slots={moment(createdAt)} />
          {' · '}
          <Phrase text={words.seen} slots={moment(lastSeenAt)} />
        </span>
      </div>
      {isHere ? (
        <a class="button" href="/logout">
          {words.signOut}
        </a>
      ) : (
        <form method="post" action="/account/session">
          <HiddenFields fields={{ ...fields, session: session.id }} />
          <button
            type="submit"
            aria-label={fill(words.endNamed, {
              device,
              when: momentInWords(lastSeenAt, now, lang),
            })}
          >
            {words.end}
          </button>
        </form>
      )}
    </li>
  )
}

const Place = ({ session: { country, ip }, lang }: { session: ShownSession; lang: Language }) => {
  const place = country === undefined ? undefined : countryName(country, lang)
  // Groups of digits would else change places where the sentence runs from right to left.
  const address = <bdi dir="ltr">{ip}</bdi>
  return place === undefined ? (
    address
  ) : (
    <>
      {place} · {address}
    </>
  )
}
