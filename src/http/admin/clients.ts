/** `/api/sso/v1/oauth/clients`: the apps that may ask this provider. */
import { Hono } from 'hono'
import { adminEvent } from '../../notify/admin_audit.ts'
import { amendClient } from '../../protocol/registration/amend_client.ts'
import { registerClient } from '../../protocol/registration/register_client.ts'
import { rotateSecret } from '../../protocol/registration/rotate_secret.ts'
import { clientPatch, clientRegistration, secretRotation } from '../../spec/admin/clients.ts'
import { clientListQuery } from '../../spec/admin/pages.ts'
import { clientAnswerOf, writtenClientAnswer } from './client_answer.ts'
import { nextCursor, readCursor, type Listing } from './cursors.ts'
import { etagOf, expectedRevision } from './etag.ts'
import { readJson, readOptionalJson, readQuery, type ErrorWord } from './input.ts'
import { notFound, valueOf } from './refusals.ts'
import type { AdminEnv } from './world.ts'

/** RFC 7591 §3.2.2 */
const registrationWord: ErrorWord = (field) =>
  field.startsWith('redirect_uris') ? 'invalid_redirect_uri' : 'invalid_client_metadata'

export const clientRoutes = () =>
  new Hono<AdminEnv>()
    .get('/', async (c) => {
      const { world } = c.var
      const { limit, cursor, q } = readQuery(c, clientListQuery)
      const listing: Listing = ['clients', q ?? '']
      const after = await readCursor(world, listing, cursor)
      const page = await world.tenants.clients({ limit, after, ...(q !== undefined && { q }) })
      return c.json({
        items: page.items.map((client) => clientAnswerOf(client, world.now)),
        next_cursor: await nextCursor(world, listing, page.next),
      })
    })
    .post('/', async (c) => {
      const { world } = c.var
      const given = await readJson(c, clientRegistration, registrationWord)
      const written = valueOf(await registerClient(world, given))
      return c.json(writtenClientAnswer(written, world.now), 201, {
        ...etagOf(written.client),
        Location: `${world.issuer}/api/sso/v1/oauth/clients/${written.client.client_id}`,
      })
    })
    .get('/:client_id', async (c) => {
      const { world } = c.var
      const client = await world.tenants.client(c.req.param('client_id'))
      if (!client) throw notFound()
      return c.json(clientAnswerOf(client, world.now), 200, etagOf(client))
    })
    .patch('/:client_id', async (c) => {
      const { world } = c.var
      const patch = await readJson(c, clientPatch, registrationWord)
      const clientId = c.req.param('client_id')
      const written = valueOf(await amendClient(world, clientId, patch, expectedRevision(c)))
      return c.json(writtenClientAnswer(written, world.now), 200, etagOf(written.client))
    })
    .delete('/:client_id', async (c) => {
      const { world } = c.var
      const clientId = c.req.param('client_id')
      const event = adminEvent(world, 'client.deleted', { client_id: clientId })
      valueOf(await world.tenants.deleteClient(clientId, expectedRevision(c), event))
      return c.body(null, 204)
    })
    .post('/:client_id/rotate-secret', async (c) => {
      const { world } = c.var
      const { overlap } = await readOptionalJson(c, secretRotation)
      const clientId = c.req.param('client_id')
      const written = valueOf(await rotateSecret(world, clientId, overlap, expectedRevision(c)))
      return c.json(writtenClientAnswer(written, world.now), 200, etagOf(written.client))
    })
    .post('/:client_id/revoke-grants', async (c) => {
      const { world } = c.var
      const clientId = c.req.param('client_id')
      const event = adminEvent(world, 'client.grants_revoked', { client_id: clientId })
      const client = valueOf(await world.tenants.endClientGrants(clientId, event))
      return c.json(clientAnswerOf(client, world.now), 200, etagOf(client))
    })
