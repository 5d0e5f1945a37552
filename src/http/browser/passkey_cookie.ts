/** Which browser a challenge was given to: a random name of it, which opens nothing. It is kept as long as it is in use. */
import { getCookie, setCookie } from 'hono/cookie'
import { randomToken } from '../../kernel/random.ts'
import { CHALLENGE_LIFETIME } from '../../people/passkeys/challenge.ts'
import { HOST_COOKIE } from './host_cookie.ts'
import type { BrowserContext } from './world.ts'

const NAME = 'passkey'

/** Empty where this browser was given no challenge of late: then no answer to one is its own. */
export const readPasskeyBrowser = (c: BrowserContext): string => {
  const name = getCookie(c, NAME, 'host') ?? ''
  return /^[A-Za-z0-9_-]{22}$/.test(name) ? name : ''
}

/** The same name again where there is one: challenges of several tabs are good side by side. */
export function namePasskeyBrowser(c: BrowserContext): string {
  const name = readPasskeyBrowser(c) || randomToken()
  setCookie(c, NAME, name, { ...HOST_COOKIE, maxAge: CHALLENGE_LIFETIME })
  return name
}
