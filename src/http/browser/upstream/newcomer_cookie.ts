/** Which newcomer this browser has brought: sealed, and good for nothing in any other. */
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../../crypto/envelope.ts'
import { NEWCOMER_LIFETIME, type Newcomer } from '../../../domain/upstream_sign_in.ts'
import type { PendingAddress } from '../../../stores/pendings.ts'
import { HOST_COOKIE } from '../host_cookie.ts'
import type { BrowserContext } from '../world.ts'

const NAME = 'newcomer'

export async function bindNewcomer(c: BrowserContext, address: PendingAddress): Promise<void> {
  const cookie = await seal(await c.var.world.registry.keys(), 'upstream_newcomer', address)
  setCookie(c, NAME, cookie, { ...HOST_COOKIE, maxAge: NEWCOMER_LIFETIME })
}

async function addressOf(c: BrowserContext): Promise<PendingAddress | undefined> {
  const cookie = getCookie(c, NAME, 'host')
  if (cookie === undefined) return undefined
  const keys = await c.var.world.registry.keys()
  return open<{ place: string; id: string }>(keys, 'upstream_newcomer', cookie)
}

/** Undefined where there is none, or no more. */
export async function readNewcomer(c: BrowserContext): Promise<Newcomer | undefined> {
  const address = await addressOf(c)
  return address && c.var.world.pendings.newcomer(address)
}

/** What was proven of them, once. */
export async function takeNewcomer(c: BrowserContext): Promise<Newcomer | undefined> {
  const { world } = c.var
  const address = await addressOf(c)
  const taken = address && (await world.pendings.takeNewcomer(address, world.attempt))
  if (address) deleteCookie(c, NAME, HOST_COOKIE)
  return taken?.ok ? taken.value : undefined
}
