/** `/device`: where a person enters the code that a device shows (RFC 8628 §3.3). What follows is a sign-in like any other. */
import { Hono } from 'hono'
import { readUserCode, spellUserCode, type UserCode } from '../../domain/user_code.ts'
import { sha256base64url } from '../../kernel/digest.ts'
import { DevicePage, type UserCodeFailure } from '../../pages/device.tsx'
import { networkOf } from '../../people/sign_in/network.ts'
import type { ActiveAccount } from '../../protocol/authorization/approval.ts'
import type { Guesser } from '../../stores/devices.ts'
import { ensureDeviceCookie, readDeviceCookie } from './device_cookie.ts'
import { failureStatus } from './failure_status.ts'
import { html, pageProps, refusalPage } from './html_page.tsx'
import { seeOther, stepUrl } from './outcome.tsx'
import { readOwnForm } from './own_form.ts'
import { readQuery } from './query.ts'
import { readSessions } from './session_cookie.ts'
import { bindSignIn } from './sign_in_handle.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

export const deviceRoutes = () => new Hono<BrowserEnv>().get('/', onGet).post('/', onPost)

/** With a code in the address nothing is looked up yet: first the person compares it with the device (§3.3.1). */
async function onGet(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  if (!(await isOpen(c))) return refusalPage(c, { key: 'oauth_closed' })
  await ensureDeviceCookie(c)
  return devicePage(c, { userCode: readUserCode(query.value.get('user_code') ?? '') })
}

async function onPost(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  if (!(await isOpen(c))) return refusalPage(c, { key: 'oauth_closed' })
  const typed = form.value.get('user_code') ?? ''
  const userCode = readUserCode(typed)
  if (!userCode) return devicePage(c, { typed, failure: { reason: 'malformed' } })
  const browser = await readDeviceCookie(c)
  return browser === undefined ? seeOther(c, deviceUrl(userCode)) : enter(c, userCode, browser)
}

async function enter(c: BrowserContext, userCode: UserCode, browser: string): Promise<Response> {
  const { world } = c.var
  const { active } = await readSessions(c)
  const guesser = await guesserOf(c, active)
  const entered = await world.devices.enter({ userCode, browser, guesser })
  if (entered.ok) {
    const { address, clientId } = entered.value
    const handle = await bindSignIn(c, address, clientId)
    return seeOther(c, stepUrl(active ? 'consent' : 'login', handle))
  }
  const { kind } = entered.reason
  world.log.event('user_code_refused', { kind, sub: active?.sub })
  const failure: UserCodeFailure =
    entered.reason.kind === 'wait'
      ? { reason: 'wait', seconds: entered.reason.seconds, isSignedIn: guesser.isSignedIn }
      : { reason: entered.reason.kind }
  return devicePage(c, { userCode, failure })
}

/** Whoever is signed in is counted by themselves; all others by where they are (RFC 8628 §5.1). */
async function guesserOf(c: BrowserContext, active: ActiveAccount | undefined): Promise<Guesser> {
  const name = active ? `person ${active.sub}` : `network ${networkOf(c.var.world.ip)}`
  return { digest: await sha256base64url(name), isSignedIn: active !== undefined }
}

const isOpen = async (c: BrowserContext): Promise<boolean> =>
  (await c.var.world.registry.settings()).oauth_enabled

const deviceUrl = (userCode: UserCode): string =>
  `/device?${new URLSearchParams({ user_code: spellUserCode(userCode) })}`

interface Shown {
  userCode?: UserCode | undefined
  /** What was typed instead of a code. */
  typed?: string
  failure?: UserCodeFailure
}

async function devicePage(
  c: BrowserContext,
  { userCode, typed, failure }: Shown,
): Promise<Response> {
  const status = failureStatus(c, failure)
  const page = (
    <DevicePage
      {...await pageProps(c)}
      action="/device"
      userCode={userCode ? spellUserCode(userCode) : typed?.slice(0, 64)}
      isToCompare={userCode !== undefined && !failure}
      {...(failure && { failure })}
    />
  )
  return html(c, page, { status })
}
