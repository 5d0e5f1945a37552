/**
 * The mailed code that this browser has asked for: no other can use it, nor the link beside it. The cookie is the same
 * whether a mail was sent or not, and opens nothing without the mail.
 */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../../crypto/envelope.ts'
import { CODE_LIFETIME, type CodeUse } from '../../../domain/mailed_code.ts'
import type { Seconds } from '../../../kernel/clock.ts'
import type { AskedCode } from '../../../people/sign_in/mailed_code.ts'
import { HOST_COOKIE } from '../host_cookie.ts'
import type { BrowserContext } from '../world.ts'
import { fieldsOfErrand, provedFor, type Errand } from './errand.ts'

const NAME = 'mailed-code'
/** How soon after a mail another one may be asked for. */
const PAUSE: Seconds = 30

export interface KeptCode extends AskedCode {
  askedAt: Seconds
  /** The sign-in that it was asked for: for another one it is worth nothing. */
  provedFor: string
  /** What a form of that errand gives back: the link of a mail knows nothing of it. */
  fields: Record<string, string>
}

export async function keepCode(c: BrowserContext, errand: Errand, code: AskedCode): Promise<void> {
  const { registry, now } = c.var.world
  const kept: KeptCode = {
    ...code,
    askedAt: now,
    provedFor: provedFor(errand),
    fields: fieldsOfErrand(errand),
  }
  const cookie = await seal(await registry.keys(), 'code_cookie', kept)
  setCookie(c, NAME, cookie, { ...HOST_COOKIE, maxAge: CODE_LIFETIME })
}

/** Undefined where this browser has asked for none of late. */
export async function readKeptCode(c: BrowserContext): Promise<KeptCode | undefined> {
  const { registry, now } = c.var.world
  const cookie = getCookie(c, NAME, 'host') ?? ''
  const kept = await open<KeptCode>(await registry.keys(), 'code_cookie', cookie)
  return kept && now < kept.askedAt + CODE_LIFETIME ? kept : undefined
}

/** As `readKeptCode`, for one errand. */
export async function readCodeFor(
  c: BrowserContext,
  errand: Errand,
  use: CodeUse,
): Promise<KeptCode | undefined> {
  const kept = await readKeptCode(c)
  return kept?.use === use && kept.provedFor === provedFor(errand) ? kept : undefined
}

/** How many seconds are still to wait before another mail is asked for. */
export const pauseAfter = (c: BrowserContext, kept: KeptCode | undefined): Seconds =>
  kept ? kept.askedAt + PAUSE - c.var.world.now : 0

export function forgetCode(c: BrowserContext): void {
  if (getCookie(c, NAME, 'host') !== undefined) deleteCookie(c, NAME, HOST_COOKIE)
}
