/** `/oauth/check_session`: the page that clients show in a frame (Session Management §3.2). */
import { Hono } from 'hono'
import { CHECK_SESSION_PAGE, checkSessionPolicy } from '../../pages/check_session.ts'
import { noPage } from './html_page.tsx'
import type { BrowserEnv } from './world.ts'

/** The same for everybody, so it may be kept; what it knows it reads from the cookie of its browser. */
export const checkSessionRoutes = () =>
  new Hono<BrowserEnv>().get('/', async (c) => {
    const { session_management: isOffered } = await c.var.world.registry.knownSettings()
    if (!isOffered) return noPage(c, 404)
    return c.html(CHECK_SESSION_PAGE, 200, {
      'Cache-Control': 'public, max-age=3600',
      'Content-Security-Policy': await checkSessionPolicy(),
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
    })
  })
