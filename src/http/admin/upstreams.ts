/** `/api/sso/v1/upstreams`: the providers that people may sign in with. */
import { Hono } from 'hono'
import type { Upstream } from '../../domain/upstream.ts'
import { isoTime } from '../../kernel/clock.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { redirectUriOf } from '../../people/upstream/client.ts'
import { changeUpstream, createUpstream, findUpstream } from '../../people/upstream/configure.ts'
import { issuerOf } from '../../people/upstream/providers.ts'
import { upstreamCreation, upstreamPatch, type UpstreamAnswer } from '../../spec/admin/upstreams.ts'
import { etagOf, expectedRevision } from './etag.ts'
import { readJson } from './input.ts'
import { notFound, valueOf } from './refusals.ts'
import type { AdminEnv, AdminWorld } from './world.ts'

/** Member by member: the secret has no way out. */
const answerOf = ({ issuer }: AdminWorld, upstream: Upstream): UpstreamAnswer => ({
  id: upstream.id,
  kind: upstream.kind,
  name: upstream.name,
  issuer: issuerOf(upstream),
  client_id: upstream.clientId,
  ...(upstream.teamId !== undefined && { team_id: upstream.teamId }),
  ...(upstream.keyId !== undefined && { key_id: upstream.keyId }),
  scopes: upstream.scopes,
  enabled: upstream.enabled,
  sign_up: upstream.signUp,
  trusts_email: upstream.trustsEmail,
  redirect_uri: redirectUriOf(issuer, upstream),
  created_at: isoTime(upstream.createdAt),
  updated_at: isoTime(upstream.updatedAt),
})

export const upstreamRoutes = () =>
  new Hono<AdminEnv>()
    .get('/', async (c) => {
      const { world } = c.var
      const { upstreams } = await world.tenants.settings()
      return c.json({ items: upstreams.map((each) => answerOf(world, each)), next_cursor: null })
    })
    .post('/', async (c) => {
      const { world } = c.var
      const upstream = valueOf(await createUpstream(world, await readJson(c, upstreamCreation)))
      return c.json(answerOf(world, upstream), 201, {
        Location: `${world.issuer}/api/sso/v1/upstreams/${upstream.id}`,
        ...etagOf(upstream),
      })
    })
    .get('/:id', async (c) => {
      const upstream = await findUpstream(c.var.world, c.req.param('id'))
      if (!upstream) throw notFound()
      return c.json(answerOf(c.var.world, upstream), 200, etagOf(upstream))
    })
    .patch('/:id', async (c) => {
      const { world } = c.var
      const patch = await readJson(c, upstreamPatch)
      const changed = await changeUpstream(world, c.req.param('id'), patch, expectedRevision(c))
      const upstream = valueOf(changed)
      return c.json(answerOf(world, upstream), 200, etagOf(upstream))
    })
    .delete('/:id', async (c) => {
      const { world } = c.var
      const id = c.req.param('id')
      const event = adminEvent(world, 'upstream.deleted', { detail: { upstream: id } })
      valueOf(await world.tenants.deleteUpstream(id, expectedRevision(c), event))
      return c.body(null, 204)
    })
