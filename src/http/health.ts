/** `/healthz`: whether this Worker runs and its configuration could be read. Asks no object, so it costs nothing. */
import { Hono } from 'hono'

export const healthRoutes = () =>
  new Hono().get('/', (c) => c.json({ status: 'ok' }, 200, { 'Cache-Control': 'no-store' }))
