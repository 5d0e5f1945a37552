/**
 * What this browser has proven of somebody who is not signed in yet. It opens nothing: whatever comes next is judged by
 * the person's object, which is given these proofs as what was proven before.
 */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../../crypto/envelope.ts'
import type { AuthenticationFact } from '../../../domain/authentication.ts'
import { MINUTE, type Seconds } from '../../../kernel/clock.ts'
import type { Sub } from '../../../kernel/ids.ts'
import type { Halfway } from '../../../people/sign_in/enter.ts'
import { HOST_COOKIE } from '../host_cookie.ts'
import type { BrowserContext } from '../world.ts'
import { provedFor, type Errand } from './errand.ts'

const NAME = 'halfway'
const LIFETIME: Seconds = 10 * MINUTE

interface SealedHalfway {
  sub: Sub
  facts: AuthenticationFact[]
  credentialEpoch: number
  /** The sign-in that it was proven for: for another one it is worth nothing. */
  provedFor: string
  until: Seconds
}

export async function keepHalfway(
  c: BrowserContext,
  errand: Errand,
  { sub, facts, credentialEpoch }: Halfway,
): Promise<void> {
  const { registry, now } = c.var.world
  const until = now + LIFETIME
  const sealed: SealedHalfway = { sub, facts, credentialEpoch, provedFor: provedFor(errand), until }
  const cookie = await seal(await registry.keys(), 'halfway_cookie', sealed)
  setCookie(c, NAME, cookie, { ...HOST_COOKIE, maxAge: LIFETIME })
}

/** Undefined where nothing was proven for this errand of late. */
export async function readHalfway(c: BrowserContext, errand: Errand): Promise<Halfway | undefined> {
  const { registry, now } = c.var.world
  const cookie = getCookie(c, NAME, 'host') ?? ''
  const half = await open<SealedHalfway>(await registry.keys(), 'halfway_cookie', cookie)
  if (!half || half.until <= now || half.provedFor !== provedFor(errand)) return undefined
  const { sub, facts, credentialEpoch } = half
  return { sub, facts, credentialEpoch }
}

export function forgetHalfway(c: BrowserContext): void {
  if (getCookie(c, NAME, 'host') !== undefined) deleteCookie(c, NAME, HOST_COOKIE)
}
