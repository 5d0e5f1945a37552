/** What every endpoint that answers JSON has in common, around whatever it does. */
import { Hono } from 'hono'
import { cors } from 'hono/cors'
import { createMiddleware } from 'hono/factory'
import type { Refusal } from '../../rules/refusals.ts'
import { noteFailure } from '../failure.ts'
import { refusalResponse } from './json_refusal.ts'
import type { OAuthContext, OAuthEnv } from './world.ts'

/** An endpoint without routes: what is thrown in it is answered, and a bug says nothing of itself but to the log. */
export function jsonEndpoint(): Hono<OAuthEnv> {
  const endpoint = new Hono<OAuthEnv>()
  endpoint.onError((error, c) => {
    const { world } = c.var
    return refusalResponse(world, { key: noteFailure(error, world.log) })
  })
  return endpoint
}

/** Closed while the tenant's `oauth_enabled` is false. */
export const whileOpen = createMiddleware<OAuthEnv>(async (c, next) => {
  const { world } = c.var
  const { oauth_enabled: isOpen } = await world.registry.settings()
  if (!isOpen) return refusalResponse(world, { key: 'oauth_closed' })
  return next()
})

/** Any page may ask and read the answer, but its cookies never count: access is by what the request itself brings. */
export const forAnyOrigin = (...methods: string[]) =>
  cors({
    origin: '*',
    allowMethods: methods,
    allowHeaders: ['Authorization', 'Content-Type', 'DPoP'],
    exposeHeaders: ['WWW-Authenticate', 'DPoP-Nonce', 'Retry-After', 'X-Request-Id', 'ETag'],
    maxAge: 600,
  })

/** "The origin server MUST generate an Allow header field in a 405" (RFC 9110 §15.5.6). To stand behind the routes. */
export const onlyTakes =
  (...methods: string[]) =>
  (c: OAuthContext): Response =>
    refusalResponse(c.var.world, { key: 'method_wrong' }, { Allow: methods.join(', ') })

export const refused = (c: OAuthContext, refusal: Refusal): Response =>
  refusalResponse(c.var.world, refusal)
