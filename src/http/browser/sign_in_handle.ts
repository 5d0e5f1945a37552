/**
 * A sign-in under way, as its pages name it: a sealed handle in the address, and a cookie that only the browser has
 * which began it. One without the other opens nothing (RFC 9700 §4.7, CVE-2026-7507).
 */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../crypto/envelope.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { ClientId } from '../../kernel/ids.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { HOST_COOKIE } from './host_cookie.ts'
import type { BrowserContext } from './world.ts'

const PREFIX = 'sign-in-'
/** So many sign-ins go on at once in one browser; the oldest goes. */
const MOST_COOKIES = 8

export interface SignInHandle {
  /** What `signin` says in addresses and forms. */
  handle: string
  address: PendingAddress
  /** The app that it is for, which is named even where nothing else is known of it any more. */
  clientId: ClientId
}

interface SealedHandle extends PendingAddress {
  /** When it began: the name of its cookie says so too. */
  at: number
  clientId: ClientId
}

/** Binds a sign-in that was just begun to this browser. */
export async function bindSignIn(
  c: BrowserContext,
  address: PendingAddress,
  clientId: ClientId,
): Promise<string> {
  const { registry, now } = c.var.world
  const keys = await registry.keys()
  const { sign_in_lifetime: lifetime } = await registry.settings()
  const cookie = await seal(keys, 'sign_in_cookie', { id: address.id })
  dropOldest(c)
  setCookie(c, cookieName(address, now), cookie, { ...HOST_COOKIE, maxAge: lifetime })
  return seal(keys, 'sign_in', { ...address, at: now, clientId })
}

/** The time first, so that names in order are sign-ins in order. */
const cookieName = ({ id }: PendingAddress, at: number): string =>
  `${PREFIX}${at.toString(36)}-${id.slice(0, 8)}`

function dropOldest(c: BrowserContext): void {
  const full = `__Host-${PREFIX}`
  const names = Object.keys(getCookie(c))
    .filter((name) => name.startsWith(full))
    .toSorted()
  for (const name of names.slice(0, Math.max(0, names.length - MOST_COOKIES + 1))) {
    deleteCookie(c, name.slice('__Host-'.length), HOST_COOKIE)
  }
}

/** @param handle as the address or the form says it */
export async function readSignInHandle(
  c: BrowserContext,
  handle: string,
): Promise<Result<SignInHandle, Refusal>> {
  const keys = await c.var.world.registry.keys()
  const opened = await open<SealedHandle>(keys, 'sign_in', handle)
  if (opened === undefined) return refuse('sign_in_unknown', 'handle')
  const { place, id, at, clientId } = opened
  const address = { place, id }
  const cookie = getCookie(c, cookieName(address, at), 'host') ?? ''
  const bound = await open<{ id: string }>(keys, 'sign_in_cookie', cookie)
  return bound?.id === id ? ok({ handle, address, clientId }) : err({ key: 'sign_in_elsewhere' })
}
