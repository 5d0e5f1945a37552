/**
 * Who is signed in, in this browser: one cookie that seals up to five accounts and which of them is active. It proves
 * nothing by itself; every session in it is asked of its person's object before it counts.
 */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../crypto/envelope.ts'
import { DAY, type Seconds } from '../../kernel/clock.ts'
import type { SessionId, Sub } from '../../kernel/ids.ts'
import type { ActiveAccount } from '../../protocol/authorization/approval.ts'
import { keepBrowserState } from './browser_state.ts'
import { HOST_COOKIE } from './host_cookie.ts'
import type { BrowserContext } from './world.ts'

const NAME = 'session'
const MOST_ACCOUNTS = 5
/** No browser keeps a cookie longer (RFC 6265bis §5.5). */
const LONGEST: Seconds = 400 * DAY

/** The accounts, the one signed in last at the end. */
export interface BrowserSessions {
  accounts: readonly ActiveAccount[]
  /** Undefined after a sign-out that left others signed in: then the person chooses. */
  active: ActiveAccount | undefined
  /** Whether the browser keeps the cookie when it is closed: as whoever signed in last has chosen. */
  isKept: boolean
}

/** Short names: the cookie travels with every request. */
interface SealedSessions {
  a: [sub: string, sessionId: string, cookieId: string][]
  n: number
  /** Kept. */
  k?: 1
}

const NOBODY: BrowserSessions = { accounts: [], active: undefined, isKept: false }

/** Nobody, where the cookie is missing, cut, forged or of another tenant. */
export async function readSessions(c: BrowserContext): Promise<BrowserSessions> {
  const cookie = getCookie(c, NAME, 'host')
  if (!cookie) return NOBODY
  const keys = await c.var.world.registry.keys()
  const sealed = await open<SealedSessions>(keys, 'session_cookie', cookie)
  if (sealed === undefined) return NOBODY
  const { a, n, k } = sealed
  const accounts = a.map(([sub, sessionId, cookieId]) => ({
    sub: sub as Sub,
    session: { sessionId: sessionId as SessionId, cookieId },
  }))
  return { accounts, active: accounts[n], isKept: k === 1 }
}

/** The sessions with this account among them and active; the oldest of six goes. */
export function withAccount(
  { accounts, isKept }: BrowserSessions,
  account: ActiveAccount,
): BrowserSessions {
  const others = accounts.filter(({ sub }) => sub !== account.sub)
  return { accounts: [...others, account].slice(-MOST_ACCOUNTS), active: account, isKept }
}

/** The sessions without these people; nobody is active after the active one left. */
export function withoutAccounts(
  { accounts, active, isKept }: BrowserSessions,
  gone: readonly ActiveAccount[],
): BrowserSessions {
  const isGone = (account: ActiveAccount | undefined) =>
    gone.some(({ sub }) => sub === account?.sub)
  return {
    accounts: accounts.filter((account) => !isGone(account)),
    active: isGone(active) ? undefined : active,
    isKept,
  }
}

/** The session's end is in the object. A browser that is closed forgets the cookie, unless the person chose to stay. */
export async function writeSessions(
  c: BrowserContext,
  { accounts, active, isKept }: BrowserSessions,
): Promise<void> {
  const lifetime = await lifetimeOf(c, isKept)
  await keepBrowserState(c, active, lifetime)
  if (accounts.length === 0) {
    deleteCookie(c, NAME, HOST_COOKIE)
    return
  }
  const sealed: SealedSessions = {
    a: accounts.map(({ sub, session }) => [sub, session.sessionId, session.cookieId]),
    n: accounts.findIndex(({ sub }) => sub === active?.sub),
    ...(isKept && { k: 1 }),
  }
  const cookie = await seal(await c.var.world.registry.keys(), 'session_cookie', sealed)
  setCookie(c, NAME, cookie, { ...HOST_COOKIE, ...lifetime })
}

/** For how long the browser keeps its cookies; without `maxAge`, until it is closed. */
export async function lifetimeOf(
  c: BrowserContext,
  isKept: boolean,
): Promise<{ maxAge?: Seconds }> {
  const settings = await c.var.world.registry.settings()
  if (!isKept || !settings.remember_me) return {}
  return { maxAge: Math.min(settings.session_absolute_lifetime, LONGEST) }
}
