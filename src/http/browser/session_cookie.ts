/**
 * Who is signed in, in this browser: one cookie that seals up to five accounts and which of them is active. It proves
 * nothing by itself; every session in it is asked of its person's object before it counts.
 */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../crypto/envelope.ts'
import type { SessionId, Sub } from '../../kernel/ids.ts'
import type { ActiveAccount } from '../../protocol/authorization/approval.ts'
import { keepBrowserState } from './browser_state.ts'
import { HOST_COOKIE } from './host_cookie.ts'
import type { BrowserContext } from './world.ts'

const NAME = 'session'
const MOST_ACCOUNTS = 5

/** The accounts, the one signed in last at the end. */
export interface BrowserSessions {
  accounts: readonly ActiveAccount[]
  /** Undefined after a sign-out that left others signed in: then the person chooses. */
  active: ActiveAccount | undefined
}

/** Short names: the cookie travels with every request. */
interface SealedSessions {
  a: [sub: string, sessionId: string, cookieId: string][]
  n: number
}

const NOBODY: BrowserSessions = { accounts: [], active: undefined }

/** Nobody, where the cookie is missing, cut, forged or of another tenant. */
export async function readSessions(c: BrowserContext): Promise<BrowserSessions> {
  const cookie = getCookie(c, NAME, 'host')
  if (!cookie) return NOBODY
  const keys = await c.var.world.registry.keys()
  const sealed = await open<SealedSessions>(keys, 'session_cookie', cookie)
  if (sealed === undefined) return NOBODY
  const { a, n } = sealed
  const accounts = a.map(([sub, sessionId, cookieId]) => ({
    sub: sub as Sub,
    session: { sessionId: sessionId as SessionId, cookieId },
  }))
  return { accounts, active: accounts[n] }
}

/** The sessions with this account among them and active; the oldest of six goes. */
export function withAccount(
  { accounts }: BrowserSessions,
  account: ActiveAccount,
): BrowserSessions {
  const others = accounts.filter(({ sub }) => sub !== account.sub)
  return { accounts: [...others, account].slice(-MOST_ACCOUNTS), active: account }
}

/** The sessions without these people; nobody is active after the active one left. */
export function withoutAccounts(
  { accounts, active }: BrowserSessions,
  gone: readonly ActiveAccount[],
): BrowserSessions {
  const isGone = (account: ActiveAccount | undefined) =>
    gone.some(({ sub }) => sub === account?.sub)
  return {
    accounts: accounts.filter((account) => !isGone(account)),
    active: isGone(active) ? undefined : active,
  }
}

/** Without an end of its own: the session's is in the object, and a browser that is closed forgets it. */
export async function writeSessions(
  c: BrowserContext,
  { accounts, active }: BrowserSessions,
): Promise<void> {
  await keepBrowserState(c, active)
  if (accounts.length === 0) {
    deleteCookie(c, NAME, HOST_COOKIE)
    return
  }
  const sealed: SealedSessions = {
    a: accounts.map(({ sub, session }) => [sub, session.sessionId, session.cookieId]),
    n: accounts.findIndex(({ sub }) => sub === active?.sub),
  }
  const cookie = await seal(await c.var.world.registry.keys(), 'session_cookie', sealed)
  setCookie(c, NAME, cookie, HOST_COOKIE)
}
