/** The table of contents: every route, and which room answers it. */
import { Hono } from 'hono'
import type { Env } from './env.ts'
import { adminRoutes } from './http/admin/routes.ts'
import { browserRoutes } from './http/browser/routes.ts'
import { healthRoutes } from './http/health.ts'
import { deviceAuthorizationRoutes } from './http/oauth/device_authorization.ts'
import { introspectRoutes } from './http/oauth/introspect.ts'
import { metadataRoutes } from './http/oauth/metadata.ts'
import { parRoutes } from './http/oauth/par.ts'
import { registerRoutes } from './http/oauth/register.ts'
import { revokeRoutes } from './http/oauth/revoke.ts'
import { tokenRoutes } from './http/oauth/token.ts'
import { meRoutes, userinfoRoutes } from './http/oauth/userinfo.ts'
import { notConfigured } from './http/problem.ts'
import { requestContext } from './http/request_context.ts'
import { createWorld } from './services.ts'
import type { AdminWorld } from './stores/admin_world.ts'

export const app = new Hono<{ Bindings: Env; Variables: { world: AdminWorld } }>()

app.onError((error) => notConfigured(error))
app.use(async (c, next) => {
  const defer = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  c.set('world', createWorld(c.env, { request: c.req.raw, defer }))
  await next()
})
app.use(requestContext)

app.route('/healthz', healthRoutes())
app.route('/.well-known', metadataRoutes())

app.route('/oauth/par', parRoutes())
app.route('/oauth/token', tokenRoutes())
app.route('/oauth/userinfo', userinfoRoutes())
app.route('/oauth/introspect', introspectRoutes())
app.route('/oauth/revoke', revokeRoutes())
app.route('/oauth/device_authorization', deviceAuthorizationRoutes())
app.route('/oauth/register', registerRoutes())

app.route('/api/sso/v1/me', meRoutes())
app.route('/api', adminRoutes())

// /oauth/authorize, /oauth/logout, /oauth/check_session, /login, /recover, /signup, /outbox, /consent, /device, /logout, /account,
// /errors, /, and the page for everything else.
app.route('/', browserRoutes())
