/** Who a person is at other providers, each with a button that unlinks it, and what else could be linked. */
import type { Seconds } from '../../kernel/clock.ts'
import type { Language } from '../messages/language.ts'
import { HiddenFields } from './hidden_fields.tsx'
import { Moment } from './moment.tsx'
import { fill, Phrase } from './phrase.tsx'

export interface ShownIdentity {
  issuer: string
  subject: string
  provider: string
  label?: string | undefined
  linkedAt: Seconds
}

interface AccountIdentitiesProps {
  lang: Language
  now: Seconds
  fields: Record<string, string>
  identities: readonly ShownIdentity[]
  /** What can be linked, by the ids of the upstreams. */
  linkable: readonly { id: string; name: string }[]
}

/** Absent where there is nothing to see and nothing to link. */
export const AccountIdentities = (props: AccountIdentitiesProps) => {
  const { lang, fields, identities, linkable } = props
  const words = lang.messages.account
  if (identities.length === 0 && linkable.length === 0) return null
  return (
    <section>
      <h2>{words.identities}</h2>
      <p class="soft">{identities.length === 0 ? words.identitiesNone : words.identitiesAbout}</p>
      <ul class="entries">
        {identities.map((identity) => (
          <Entry {...props} identity={identity} />
        ))}
      </ul>
      {identities.length > 0 && <p class="soft">{words.identityUnlinkHelp}</p>}
      {linkable.map(({ id, name }) => (
        <form method="post" action="/account/identities">
          <HiddenFields fields={{ ...fields, upstream: id }} />
          <button type="submit">
            <bdi>{fill(words.identityLink, { provider: name })}</bdi>
          </button>
        </form>
      ))}
    </section>
  )
}

const Entry = ({
  lang,
  now,
  fields,
  identity,
}: AccountIdentitiesProps & { identity: ShownIdentity }) => {
  const words = lang.messages.account
  const { issuer, subject, provider, label, linkedAt } = identity
  return (
    <li>
      <div>
        <bdi class="name">{provider}</bdi>
        {label !== undefined && (
          <span class="soft">
            <bdi>{label}</bdi>
          </span>
        )}
        <span class="soft">
          <Phrase
            text={words.identitySince}
            slots={{ when: <Moment at={linkedAt} now={now} lang={lang} /> }}
          />
        </span>
      </div>
      <form method="post" action="/account/identities/remove">
        <HiddenFields fields={{ ...fields, issuer, subject }} />
        <button type="submit" aria-label={fill(words.identityUnlinkNamed, { provider })}>
          {words.identityUnlink}
        </button>
      </form>
    </li>
  )
}
