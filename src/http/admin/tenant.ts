/** `/api/sso/v1/tenant`: the settings, and the end of every session and grant at once. */
import { Hono } from 'hono'
import type { TenantSettings } from '../../domain/settings.ts'
import { isoTime } from '../../kernel/clock.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { changeSettings } from '../../protocol/tenant/change_settings.ts'
import { emptyBody } from '../../spec/admin/values.ts'
import { tenantPatch, type TenantAnswer } from '../../spec/admin/tenant.ts'
import { etagOf, expectedRevision } from './etag.ts'
import { readJson, readOptionalJson } from './input.ts'
import { valueOf } from './refusals.ts'
import type { AdminEnv, AdminWorld } from './world.ts'

function tenantAnswerOf(world: AdminWorld, settings: TenantSettings): TenantAnswer {
  const {
    schema,
    tenant,
    listedClientIds,
    upstreams,
    revision,
    createdAt,
    updatedAt,
    turnstile,
    ...editable
  } = settings
  return {
    issuer: world.issuer,
    ...editable,
    // Member by member: the secret has no way out.
    turnstile: turnstile && { site_key: turnstile.site_key, on: turnstile.on },
    created_at: isoTime(createdAt),
    updated_at: isoTime(updatedAt),
  }
}

export const tenantRoutes = () =>
  new Hono<AdminEnv>()
    .get('/', async (c) => {
      const settings = await c.var.world.tenants.settings()
      return c.json(tenantAnswerOf(c.var.world, settings), 200, etagOf(settings))
    })
    .patch('/', async (c) => {
      const patch = await readJson(c, tenantPatch)
      const settings = valueOf(await changeSettings(c.var.world, patch, expectedRevision(c)))
      return c.json(tenantAnswerOf(c.var.world, settings), 200, etagOf(settings))
    })
    .post('/sign-everybody-out', async (c) => {
      const { world } = c.var
      await readOptionalJson(c, emptyBody)
      const event = adminEvent(world, 'tenant.everybody_signed_out')
      const settings = await world.tenants.endEverything(event)
      return c.json(tenantAnswerOf(world, settings), 200, etagOf(settings))
    })
