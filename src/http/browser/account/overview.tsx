/** `GET /account`: one question to the person's object, and the names of the apps. */
import type { AccountOverview } from '../../../domain/own_account.ts'
import type { SecurityEvent } from '../../../domain/security_event.ts'
import { AccountPage, ACCOUNT_DONE } from '../../../pages/account.tsx'
import type { ShownApp } from '../../../pages/parts/account_apps.tsx'
import type { ShownEvent } from '../../../pages/parts/account_events.tsx'
import type { ShownSession } from '../../../pages/parts/account_sessions.tsx'
import { connectedApps, type ConnectedApp } from '../../../people/accounts/connected_apps.ts'
import { ownProfileOf } from '../../../spec/own_profile.ts'
import { randomToken } from '../../../kernel/random.ts'
import type { World } from '../../../stores/world.ts'
import { html, pageProps, refusalPage } from '../html_page.tsx'
import { arePasskeysOffered } from '../passkeys_offered.ts'
import { readQuery } from '../query.ts'
import { scopesInWords } from '../scopes_in_words.ts'
import type { BrowserContext } from '../world.ts'
import { ACCOUNT_URL, fieldsOf, nobodyHere, readOwner } from './owner.ts'

const MOST_EVENTS = 20

export async function overviewPage(c: BrowserContext): Promise<Response> {
  const { world } = c.var
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const found = await owner.value.user.overview(owner.value.own)
  if (!found.ok) return nobodyHere(c)
  const overview = found.value
  const { username, name } = overview.account
  const done = query.value.get('done')
  const page = (
    <AccountPage
      {...await pageProps(c)}
      now={world.now}
      account={{ username, name }}
      fields={{ ...fieldsOf(owner.value), form: randomToken() }}
      done={ACCOUNT_DONE.find((each) => each === done)}
      otherUrl={owner.value.sessions.accounts.length > 1 ? `${ACCOUNT_URL}/choose` : undefined}
      terms={overview.terms}
      email={emailOf(world, overview)}
      password={passwordOf(world, overview)}
      profile={ownProfileOf(overview.claims)}
      isWithoutPasskeys={overview.passkeys.length === 0 && !(await arePasskeysOffered(c))}
      identities={overview.identities}
      linkable={await linkable(world)}
      sessions={shownSessions(overview)}
      apps={(await connectedApps(world, overview)).map(shownApp)}
      tenantScopes={scopesInWords(await world.registry.settings())}
      events={await shownEvents(world, overview.events.slice(0, MOST_EVENTS))}
    />
  )
  return html(c, page)
}

const emailOf = ({ mailer }: World, { claims }: AccountOverview) =>
  mailer && claims.email !== undefined
    ? { address: claims.email, isVerified: claims.email_verified === true }
    : undefined

/** Whoever has none sets one by a link that is mailed to them, as whoever has forgotten theirs. */
function passwordOf({ mailer }: World, { hasPassword, claims }: AccountOverview) {
  if (hasPassword) return { isSet: true, url: `${ACCOUNT_URL}/password` }
  return mailer && claims.email !== undefined ? { isSet: false, url: '/recover' } : undefined
}

const linkable = async ({ registry }: World) =>
  (await registry.settings()).upstreams.filter(({ enabled }) => enabled)

const shownSessions = ({ sessions, current }: AccountOverview): ShownSession[] =>
  sessions.map(({ id, device, createdAt, lastSeenAt }) => ({
    ...device,
    id,
    isHere: id === current,
    createdAt,
    lastSeenAt,
  }))

/** An app that is gone is known by its id, so that what it was allowed can still be taken back. */
const shownApp = ({ client, ...app }: ConnectedApp): ShownApp => ({
  ...app,
  app: client ?? { client_name: app.clientId },
})

async function shownEvents(
  { registry }: World,
  events: readonly SecurityEvent[],
): Promise<ShownEvent[]> {
  const ids = [...new Set(events.flatMap(({ client_id: id }) => (id === undefined ? [] : [id])))]
  const names = new Map(
    await Promise.all(
      ids.map(async (id) => [id, (await registry.client(id))?.client_name ?? id] as const),
    ),
  )
  return events.map(({ at, event, client_id: id }) => ({
    at,
    event,
    appName: id === undefined ? undefined : names.get(id),
  }))
}
