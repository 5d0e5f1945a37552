/** `/api/sso/v1/users/{sub}/sessions`, `…/grants` and `…/events`: what hangs on a person, listed and ended. */
import { Hono } from 'hono'
import { sessionPolicyOf } from '../../domain/settings.ts'
import type { Sub } from '../../kernel/ids.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { endQuery } from '../../spec/admin/pages.ts'
import type { UserHandle } from '../../stores/users.ts'
import { Problem } from '../problem.ts'
import { readQuery } from './input.ts'
import { valueOf } from './refusals.ts'
import { subOf } from './subject.ts'
import { grantAnswerOf, personEventOf, sessionAnswerOf } from './user_answer.ts'
import type { AdminContext, AdminEnv, AdminWorld } from './world.ts'

/** All of them at once: one person's are few. */
const wholeList = <Item>(items: Item[]) => ({ items, next_cursor: null })

export const belongingRoutes = () =>
  new Hono<AdminEnv>()
    .get('/:sub/sessions', async (c) => {
      const user = await existingUser(c.var.world, subOf(c))
      const sessions = await user.sessions(sessionPolicyOf(await c.var.world.tenants.settings()))
      return c.json(wholeList(sessions.map(sessionAnswerOf)))
    })
    .delete('/:sub/sessions', async (c) => {
      const user = await existingUser(c.var.world, subOf(c))
      const ended = await user.endSessions()
      await note(c.var.world, 'user.sessions_ended', subOf(c), { ended })
      return c.json({ ended })
    })
    .delete('/:sub/sessions/:id', async (c) => {
      const id = c.req.param('id')
      valueOf(await c.var.world.users.of(subOf(c)).endSession(id))
      await note(c.var.world, 'user.sessions_ended', subOf(c), { ended: 1, session_id: id })
      return c.body(null, 204)
    })
    .get('/:sub/grants', async (c) => {
      const user = await existingUser(c.var.world, subOf(c))
      const grants = (await user.grants()).filter((grant) => grant.endedAt === null)
      return c.json(wholeList(grants.map(grantAnswerOf)))
    })
    .delete('/:sub/grants', async (c) => {
      const clientId = readClient(c)
      const user = await existingUser(c.var.world, subOf(c))
      const ended = await user.endGrants(clientId)
      const of = clientId !== undefined && { client_id: clientId }
      await note(c.var.world, 'user.grants_ended', subOf(c), { ended, ...of })
      return c.json({ ended })
    })
    .delete('/:sub/grants/:id', async (c) => {
      const id = c.req.param('id')
      valueOf(await c.var.world.users.of(subOf(c)).endGrant(id))
      await note(c.var.world, 'user.grants_ended', subOf(c), { ended: 1, grant_id: id })
      return c.body(null, 204)
    })
    .get('/:sub/events', async (c) => {
      const user = await existingUser(c.var.world, subOf(c))
      return c.json(wholeList((await user.events()).map(personEventOf)))
    })

/** The one client that is meant; undefined for all. @throws Problem 400 where it is named and empty: that is no "all" */
function readClient(c: AdminContext): string | undefined {
  const { client_id: clientId } = readQuery(c, endQuery)
  if (c.req.query('client_id') !== '') return clientId
  const detail = 'must not be empty: leave it out to end the grants of all clients'
  throw new Problem(400, { error: 'invalid_request', field: 'client_id', detail })
}

/** @throws Problem 404 where there is no such person */
async function existingUser(world: AdminWorld, sub: Sub): Promise<UserHandle> {
  const user = world.users.of(sub)
  valueOf(await user.person())
  return user
}

const note = (
  world: AdminWorld,
  event: 'user.sessions_ended' | 'user.grants_ended',
  sub: Sub,
  detail: Record<string, string | number>,
): Promise<void> => world.tenants.appendAudit([adminEvent(world, event, { sub, detail })])
