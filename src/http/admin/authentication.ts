/** Who may use the admin API: the bearer of `ADMIN_TOKEN`, by the Authorization header alone (RFC 6750 §2.1). */
import { createMiddleware } from 'hono/factory'
import { equalSecrets } from '../../kernel/digest.ts'
import { Problem } from '../problem.ts'
import type { AdminEnv } from './world.ts'

const closed = () =>
  new Problem(503, {
    error: 'temporarily_unavailable',
    detail: 'the admin API is closed: ADMIN_TOKEN is not set',
  })

/** One and the same answer, whatever was wrong with what was sent. */
const unauthorized = () =>
  new Problem(401, {
    error: 'invalid_token',
    detail: 'an admin token is required: Authorization: Bearer <ADMIN_TOKEN>',
    headers: { 'WWW-Authenticate': 'Bearer realm="admin"' },
  })

export const requireAdminToken = createMiddleware<AdminEnv>(async (c, next) => {
  const { adminToken } = c.var.world
  if (adminToken === null) throw closed()
  // Two headers arrive as one value with a comma, and match nothing.
  const [, sent = ''] = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '') ?? []
  if (!(await equalSecrets(sent, adminToken))) throw unauthorized()
  await next()
})
