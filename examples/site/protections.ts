/** What stands in front of every page, whichever app it belongs to. */
import { createMiddleware } from 'hono/factory'

/** A policy under which nothing foreign runs, loads or frames the page. @param connectTo whom a script may ask beside us */
export function securityHeaders(issuer: string, { connectTo = [] }: { connectTo?: string[] } = {}) {
  const headers = Object.entries({
    'Content-Security-Policy': [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      ["connect-src 'self'", ...connectTo.map((url) => new URL(url).origin)].join(' '),
      "img-src 'self'",
      // Signing out posts to us and is sent on to the provider: Chromium holds the policy against redirects too.
      `form-action 'self' ${new URL(issuer).origin}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    // Not no-referrer: with it, posts of our own forms would come from the origin `null` (Fetch §3.2).
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-store',
  })
  return createMiddleware((c, next) => {
    for (const [name, value] of headers) c.header(name, value)
    return next()
  })
}

/** A browser tells truly which page makes it post: another site's page can neither sign out nor refresh. */
export function ownPostsOnly(origin: string) {
  return createMiddleware(async (c, next) => {
    if (isReading(c.req.method) || c.req.header('Origin') === origin) return next()
    return c.text('Posts are taken from our own pages only.', 403)
  })
}

/** localhost and 127.0.0.1 are two sites to a browser: a sign-in that begins at one cannot end at the other. */
export function oneAddress(origin: string) {
  const { host } = new URL(origin)
  return createMiddleware(async (c, next) => {
    const asked = new URL(c.req.url)
    if (asked.host === host || !isReading(c.req.method)) return next()
    return c.redirect(origin + asked.pathname + asked.search)
  })
}

const isReading = (method: string): boolean => method === 'GET' || method === 'HEAD'
