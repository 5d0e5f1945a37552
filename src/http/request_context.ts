/** What every request leaves behind: its id in the answer, and one line in the log with what it cost. */
import { createMiddleware } from 'hono/factory'
import { nowMilliseconds } from '../kernel/clock.ts'
import type { World } from '../stores/world.ts'

type Traced = { Variables: { world: Pick<World, 'issuer' | 'requestId' | 'log' | 'tally'> } }

/** To stand right behind what sets `world`. The query is never logged: codes, hints and requests travel in it. */
export const requestContext = createMiddleware<Traced>(async (c, next) => {
  const begunAt = nowMilliseconds()
  await next()
  const { issuer, requestId, log, tally } = c.var.world
  c.res.headers.set('X-Request-Id', requestId)
  c.res.headers.set('X-Content-Type-Options', 'nosniff')
  if (issuer.startsWith('https:')) {
    c.res.headers.set('Strict-Transport-Security', 'max-age=31536000')
  }
  log.event('request', {
    method: c.req.method,
    path: c.req.path,
    status: c.res.status,
    milliseconds: nowMilliseconds() - begunAt,
    object_calls: tally.objectCalls,
    kv_reads: tally.kvReads,
  })
})
