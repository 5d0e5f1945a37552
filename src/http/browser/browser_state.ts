/** The browser's state (Session Management §3.2): a cookie that our own frame reads inside of a client's page. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { BROWSER_STATE } from '../../pages/check_session.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { ActiveAccount } from '../../protocol/authorization/approval.ts'
import { browserStateOf } from '../../protocol/session_management/session_state.ts'
import { HOST_COOKIE } from './host_cookie.ts'
import type { BrowserContext } from './world.ts'

/** For a script, and for a frame that another site shows. It proves nothing, and opens nothing. */
const OPEN_COOKIE = { ...HOST_COOKIE, httpOnly: false, sameSite: 'None' } as const

/**
 * Has the cookie say who is signed in, for as long as the browser keeps that; it goes where nobody is. Only where the
 * tenant has session management.
 */
export async function keepBrowserState(
  c: BrowserContext,
  active: ActiveAccount | undefined,
  lifetime: { maxAge?: Seconds },
): Promise<void> {
  const { registry } = c.var.world
  if (!(await registry.settings()).session_management) return
  const known = getCookie(c, BROWSER_STATE, 'host')
  const state = active && (await browserStateOf(await registry.keys(), active.session.sessionId))
  if (state === known && lifetime.maxAge === undefined) return
  if (state === undefined) deleteCookie(c, BROWSER_STATE, OPEN_COOKIE)
  else setCookie(c, BROWSER_STATE, state, { ...OPEN_COOKIE, ...lifetime })
}
