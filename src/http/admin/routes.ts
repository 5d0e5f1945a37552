/** The admin API: every route under `/api/sso/v1` but the person's own, and the description of them all. */
import { Hono, type Context } from 'hono'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { offeringNonce } from '../oauth/proof_header.ts'
import { Problem, problemOfFailure, problemResponse } from '../problem.ts'
import { auditRoutes } from './audit.ts'
import { requireAdmin } from './authentication.ts'
import { clientRoutes } from './clients.ts'
import { initialAccessTokenRoutes } from './initial_access_tokens.ts'
import { keyRoutes } from './keys.ts'
import { openApiDocument } from './openapi.ts'
import { notFound } from './refusals.ts'
import { tenantRoutes } from './tenant.ts'
import { passkeyRoutes } from './user_passkeys.ts'
import { belongingRoutes } from './user_belongings.ts'
import { userImportRoutes } from './user_import.ts'
import { factorRoutes } from './user_factors.ts'
import { supportRoutes } from './user_support.ts'
import { userRoutes } from './users.ts'
import type { AdminEnv } from './world.ts'

/**
 * To be mounted at `/api`, after all else that stands there: what no route takes is 404 here. Needs `world` in the
 * context. Every answer is `no-store`, and none is for another origin to read.
 */
export function adminRoutes(): Hono<AdminEnv> {
  const api = new Hono<AdminEnv>()
  api.onError((error, c) => refuse(c, problemOfFailure(error, c.var.world.log)))
  api.use(async (c, next) => {
    await next()
    c.res.headers.set('Cache-Control', 'no-store')
  })
  api.use(methodNotAllowed({ app: api, onMethodNotAllowed: wrongMethod }))
  api.get('/openapi.json', (c) => c.json(openApiDocument(c.var.world.issuer)))
  api.route('/sso/v1', guardedRoutes())
  api.all('*', (c) => refuse(c, notFound()))
  return api
}

function guardedRoutes(): Hono<AdminEnv> {
  const guarded = new Hono<AdminEnv>()
  guarded.use(offeringNonce)
  guarded.use(requireAdmin)
  guarded.route('/oauth/clients', clientRoutes())
  guarded.route('/oauth/initial-access-tokens', initialAccessTokenRoutes())
  guarded.route('/users', userImportRoutes())
  guarded.route('/users', userRoutes())
  guarded.route('/users', belongingRoutes())
  guarded.route('/users', passkeyRoutes())
  guarded.route('/users', factorRoutes())
  guarded.route('/users', supportRoutes())
  guarded.route('/tenant', tenantRoutes())
  guarded.route('/keys', keyRoutes())
  guarded.route('/audit', auditRoutes())
  return guarded
}

const refuse = (c: Context, problem: Problem): Response =>
  problemResponse(problem, (c as Context<AdminEnv>).var.world.requestId)

/** "The origin server MUST generate an Allow header field in a 405" (RFC 9110 §15.5.6). */
const wrongMethod = (c: Context, methods: string[]): Response =>
  refuse(
    c,
    new Problem(405, {
      error: 'method_not_allowed',
      detail: `this address takes ${methods.join(', ')}`,
      headers: { Allow: methods.join(', ') },
    }),
  )
