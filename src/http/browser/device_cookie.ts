/**
 * Which browser this is, to the request of a device: the one that a user code was entered in first goes on with it, and no
 * other (GHSA-cq3f-vc6p-68fh). It names nobody and opens nothing.
 */
import { getCookie, setCookie } from 'hono/cookie'
import { open, seal } from '../../crypto/envelope.ts'
import { randomToken } from '../../kernel/random.ts'
import { HOST_COOKIE } from './host_cookie.ts'
import type { BrowserContext } from './world.ts'

const NAME = 'device'

/** The name that this browser was given; undefined where it has none. */
export async function readDeviceCookie(c: BrowserContext): Promise<string | undefined> {
  const keys = await c.var.world.registry.keys()
  const sealed = await open<{ b: string }>(keys, 'device_cookie', getCookie(c, NAME, 'host') ?? '')
  return sealed?.b
}

/** Gives the browser a name, if it has none: before the form is sent, so that sending it twice is the same browser. */
export async function ensureDeviceCookie(c: BrowserContext): Promise<void> {
  if ((await readDeviceCookie(c)) !== undefined) return
  const cookie = await seal(await c.var.world.registry.keys(), 'device_cookie', {
    b: randomToken(),
  })
  setCookie(c, NAME, cookie, HOST_COOKIE)
}
