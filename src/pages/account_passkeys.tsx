/** A person's passkeys, and the button that adds one. */
import type { Seconds } from '../kernel/clock.ts'
import { Layout, type PageProps } from './layout.tsx'
import { Moment } from './parts/moment.tsx'
import { PasskeyForm } from './parts/passkey_form.tsx'
import { fill, Phrase } from './parts/phrase.tsx'

export interface ShownPasskey {
  name: string
  isSynced: boolean
  createdAt: Seconds
  lastUsedAt: Seconds | null
  /** Where it is renamed and removed. */
  url: string
}

/** What was done a moment ago: one of these words, whatever the address says. */
export const PASSKEY_DONE = ['added', 'named', 'removed'] as const
export type PasskeyDone = (typeof PASSKEY_DONE)[number]

export interface AccountPasskeysPageProps extends PageProps {
  now: Seconds
  action: string
  /** It acts for the account that it was shown for, and for no other. */
  fields: Record<string, string>
  passkeys: readonly ShownPasskey[]
  /** Whether none can be added, and those that there are open nothing. */
  areOff?: boolean
  done?: PasskeyDone | undefined
  backUrl: string
}

export const AccountPasskeysPage = (props: AccountPasskeysPageProps) => {
  const { tenantName, lang, action, fields, passkeys, areOff, done, backUrl } = props
  const { passkeys: words, account } = lang.messages
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} wide>
      <h1>{words.title}</h1>
      {done && <output class="warning">{words.done[done]}</output>}
      <p class="soft">{areOff ? words.off : words.about}</p>
      {passkeys.length === 0 && <p>{words.none}</p>}
      <ul class="entries">
        {passkeys.map((passkey) => (
          <Entry {...props} passkey={passkey} />
        ))}
      </ul>
      {!areOff && (
        <>
          <p class="soft" data-without-passkeys>
            {words.noScript}
          </p>
          <PasskeyForm
            lang={lang}
            action={action}
            fields={fields}
            kind="create"
            label={words.add}
          />
        </>
      )}
      <p class="links">
        <a href={backUrl}>{account.back}</a>
      </p>
    </Layout>
  )
}

const Entry = ({ lang, now, passkey }: AccountPasskeysPageProps & { passkey: ShownPasskey }) => {
  const words = lang.messages.passkeys
  const { name, isSynced, createdAt, lastUsedAt, url } = passkey
  const moment = (at: Seconds) => ({ when: <Moment at={at} now={now} lang={lang} /> })
  return (
    <li>
      <div>
        <bdi class="name">{name}</bdi>
        <span class="soft">{isSynced ? words.synced : words.bound}</span>
        <span class="soft">
          <Phrase text={words.made} slots={moment(createdAt)} />
          {' · '}
          {lastUsedAt === null ? (
            words.unused
          ) : (
            <Phrase text={words.used} slots={moment(lastUsedAt)} />
          )}
        </span>
      </div>
      <a class="button" href={url} aria-label={fill(words.changeNamed, { passkey: name })}>
        {words.change}
      </a>
    </li>
  )
}
