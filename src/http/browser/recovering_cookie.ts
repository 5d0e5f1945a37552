/**
 * The sign-in that a person was in when they forgot their password, or had no account: this browser goes back to it. It holds the handle of
 * the address, which opens nothing without the cookie of the sign-in itself.
 */
import { getCookie, setCookie } from 'hono/cookie'
import type { Parameters } from '../../kernel/form.ts'
import { HOST_COOKIE } from './host_cookie.ts'
import { stepUrl } from './outcome.tsx'
import { readSessions } from './session_cookie.ts'
import type { Errand } from './sign_in/errand.ts'
import { readSignInHandle } from './sign_in_handle.ts'
import { readSignInStep } from './sign_in_step.ts'
import type { BrowserContext } from './world.ts'

const NAME = 'recovering'

/** @param handle as the form says it; one of another browser is not kept */
export async function keepSignIn(c: BrowserContext, handle: string): Promise<void> {
  if (!(await readSignInHandle(c, handle)).ok) return
  const { sign_in_lifetime: maxAge } = await c.var.world.registry.settings()
  setCookie(c, NAME, handle, { ...HOST_COOKIE, maxAge })
}

/** What whoever is signed in now goes on with: the sign-in that this browser was in, or a page of ours. */
export async function keptErrand(c: BrowserContext): Promise<Errand> {
  const handle = getCookie(c, NAME, 'host')
  const step = handle === undefined ? undefined : await readSignInStep(c, signInField(handle))
  return step?.ok
    ? { for: 'app', step: step.value, sessions: step.value.sessions }
    : { for: 'page', next: 'account', sessions: await readSessions(c) }
}

const signInField = (handle: string): Parameters => new Map([['signin', handle]])

/** Where signing in goes on: in the sign-in that this browser was in, while there is one. */
export async function signInUrl(c: BrowserContext): Promise<string> {
  const handle = getCookie(c, NAME, 'host') ?? ''
  return (await readSignInHandle(c, handle)).ok ? stepUrl('login', handle) : '/login'
}
