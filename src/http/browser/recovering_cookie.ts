/**
 * The sign-in that a person was in when they forgot their password: this browser goes back to it. It holds the handle of
 * the address, which opens nothing without the cookie of the sign-in itself.
 */
import { getCookie, setCookie } from 'hono/cookie'
import { HOST_COOKIE } from './host_cookie.ts'
import { stepUrl } from './outcome.tsx'
import { readSignInHandle } from './sign_in_handle.ts'
import type { BrowserContext } from './world.ts'

const NAME = 'recovering'

/** @param handle as the form says it; one of another browser is not kept */
export async function keepSignIn(c: BrowserContext, handle: string): Promise<void> {
  if (!(await readSignInHandle(c, handle)).ok) return
  const { sign_in_lifetime: maxAge } = await c.var.world.registry.settings()
  setCookie(c, NAME, handle, { ...HOST_COOKIE, maxAge })
}

/** Where signing in goes on: in the sign-in that this browser was in, while there is one. */
export async function signInUrl(c: BrowserContext): Promise<string> {
  const handle = getCookie(c, NAME, 'host') ?? ''
  return (await readSignInHandle(c, handle)).ok ? stepUrl('login', handle) : '/login'
}
