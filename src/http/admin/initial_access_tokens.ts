/** `/api/sso/v1/oauth/initial-access-tokens`: leave for others to register clients. */
import { Hono } from 'hono'
import type { InitialAccessToken } from '../../domain/registration.ts'
import { isoTime } from '../../kernel/clock.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { makeInitialAccessToken } from '../../protocol/registration/initial_access_token.ts'
import {
  initialAccessTokenCreation,
  type InitialAccessTokenAnswer,
} from '../../spec/admin/initial_access_tokens.ts'
import { plainListQuery } from '../../spec/admin/pages.ts'
import { nextCursor, readCursor, type Listing } from './cursors.ts'
import { readOptionalJson, readQuery } from './input.ts'
import { notFound, valueOf } from './refusals.ts'
import type { AdminEnv } from './world.ts'

const LISTING: Listing = ['initial-access-tokens']

const answerOf = (token: InitialAccessToken): InitialAccessTokenAnswer => ({
  id: token.id,
  ...(token.description !== undefined && { description: token.description }),
  most_clients: token.mostClients,
  clients: token.clients,
  scopes: token.terms.scopes,
  grant_types: token.terms.grantTypes,
  defaults: token.terms.defaults,
  forced: token.terms.forced,
  created_at: isoTime(token.createdAt),
  expires_at: isoTime(token.expiresAt),
})

export const initialAccessTokenRoutes = () =>
  new Hono<AdminEnv>()
    .get('/', async (c) => {
      const { world } = c.var
      const { limit, cursor } = readQuery(c, plainListQuery)
      const after = await readCursor(world, LISTING, cursor)
      const page = await world.tenants.initialAccessTokens({ limit, after })
      return c.json({
        items: page.items.map(answerOf),
        next_cursor: await nextCursor(world, LISTING, page.next),
      })
    })
    .post('/', async (c) => {
      const { world } = c.var
      const given = await readOptionalJson(c, initialAccessTokenCreation)
      const { record, token } = valueOf(await makeInitialAccessToken(world, given))
      return c.json({ ...answerOf(record), initial_access_token: token }, 201, {
        Location: `${world.issuer}/api/sso/v1/oauth/initial-access-tokens/${record.id}`,
      })
    })
    .get('/:id', async (c) => {
      const token = await c.var.world.tenants.initialAccessToken(c.req.param('id'))
      if (!token) throw notFound()
      return c.json(answerOf(token))
    })
    .delete('/:id', async (c) => {
      const { world } = c.var
      const id = c.req.param('id')
      const event = adminEvent(world, 'initial_access_token.revoked', { detail: { id } })
      valueOf(await world.tenants.deleteInitialAccessToken(id, event))
      return c.body(null, 204)
    })
