/**
 * The `state` that goes to another provider and comes back: sealed, it names what was kept here, and a cookie of this
 * browser must say the same. One without the other opens nothing, and costs no call (RFC 9700 §4.7).
 */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../../crypto/envelope.ts'
import { UPSTREAM_LIFETIME } from '../../../domain/upstream_sign_in.ts'
import type { PendingAddress } from '../../../stores/pendings.ts'
import { HOST_COOKIE } from '../host_cookie.ts'
import type { BrowserContext } from '../world.ts'

const PREFIX = 'upstream-'
/** So many ways to others go on at once in one browser; one of the others goes. */
const MOST_COOKIES = 4

const cookieName = ({ id }: PendingAddress): string => `${PREFIX}${id.slice(0, 8)}`

/** Binds a way that was just begun to this browser. @returns the state */
export async function bindState(c: BrowserContext, address: PendingAddress): Promise<string> {
  const keys = await c.var.world.registry.keys()
  const cookie = await seal(keys, 'upstream_cookie', { id: address.id })
  dropSome(c)
  setCookie(c, cookieName(address), cookie, { ...HOST_COOKIE, maxAge: UPSTREAM_LIFETIME })
  return seal(keys, 'upstream_state', address)
}

function dropSome(c: BrowserContext): void {
  const full = `__Host-${PREFIX}`
  const names = Object.keys(getCookie(c)).filter((name) => name.startsWith(full))
  for (const name of names.slice(0, Math.max(0, names.length - MOST_COOKIES + 1))) {
    deleteCookie(c, name.slice('__Host-'.length), HOST_COOKIE)
  }
}

/** What a state names, whoever brings it: enough to keep what comes with it, and for nothing else. */
export async function readState(
  c: BrowserContext,
  state: string,
): Promise<PendingAddress | undefined> {
  return open<{ place: string; id: string }>(
    await c.var.world.registry.keys(),
    'upstream_state',
    state,
  )
}

/** The same, for the browser alone that it was bound to; from now on for no other answer. */
export async function takeState(
  c: BrowserContext,
  state: string,
): Promise<PendingAddress | undefined> {
  const address = await readState(c, state)
  if (!address) return undefined
  const cookie = getCookie(c, cookieName(address), 'host') ?? ''
  const keys = await c.var.world.registry.keys()
  const bound = await open<{ id: string }>(keys, 'upstream_cookie', cookie)
  if (bound?.id !== address.id) return undefined
  deleteCookie(c, cookieName(address), HOST_COOKIE)
  return address
}
