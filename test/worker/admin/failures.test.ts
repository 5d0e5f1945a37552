import { Hono } from 'hono'
import { describe, expect, it } from 'vitest'
import { adminRoutes } from '../../../src/http/admin/routes.ts'
import type { AdminEnv, AdminWorld } from '../../../src/http/admin/world.ts'
import { ObjectUnavailable } from '../../../src/stores/call.ts'
import type { LogValue } from '../../../src/stores/log.ts'

/** The admin API over a tenant that fails so. */
async function settingsWhen(failure: Error) {
  const logged: [string, Record<string, LogValue> | undefined][] = []
  const world = {
    adminToken: 'token',
    requestId: 'request-1',
    tenants: { settings: () => Promise.reject(failure) },
    log: { event: (...line: (typeof logged)[number]) => void logged.push(line), debug: () => {} },
  }
  const app = new Hono<AdminEnv>()
  app.use(async (c, next) => {
    c.set('world', world as unknown as AdminWorld)
    await next()
  })
  app.route('/api', adminRoutes())
  const headers = { Authorization: 'Bearer token' }
  const response = await app.request('/api/sso/v1/tenant', { headers })
  return { response, body: await response.json<Record<string, unknown>>(), logged }
}

describe('what goes wrong below', () => {
  it('is "try again" where an object does not answer, never a verdict', async () => {
    const { response, body } = await settingsWhen(new ObjectUnavailable('an object did not answer'))
    expect(response.status).toBe(503)
    expect(response.headers.get('Retry-After')).toBe('1')
    expect(body).toMatchObject({ error: 'temporarily_unavailable', request_id: 'request-1' })
  })

  it('says nothing of itself but to the log', async () => {
    const { response, body, logged } = await settingsWhen(new TypeError('secret_inner_detail'))
    expect(response.status).toBe(500)
    expect(response.headers.get('Content-Type')).toBe('application/problem+json')
    expect(body).toMatchObject({ error: 'server_error', request_id: 'request-1' })
    expect(JSON.stringify(body)).not.toContain('secret_inner_detail')
    expect(logged).toMatchObject([['failure', { message: 'secret_inner_detail' }]])
  })
})
