/** `/api/sso/v1/invitations`: whom an operator invites to make an account. */
import { Hono } from 'hono'
import type { Invitation } from '../../domain/invitation.ts'
import { isoTime } from '../../kernel/clock.ts'
import { adminEvent } from '../../notify/admin_audit.ts'
import { invite } from '../../people/sign_up/invite.ts'
import { invitationCreation, type InvitationAnswer } from '../../spec/admin/invitations.ts'
import { plainListQuery } from '../../spec/admin/pages.ts'
import { nextCursor, readCursor, type Listing } from './cursors.ts'
import { readJson, readQuery } from './input.ts'
import { notFound, valueOf } from './refusals.ts'
import type { AdminEnv } from './world.ts'

const LISTING: Listing = ['invitations']

function answerOf({ id, email, claims, ...times }: Invitation): InvitationAnswer {
  const { updated_at, ...given } = claims
  return {
    id,
    email,
    ...given,
    created_at: isoTime(times.createdAt),
    expires_at: isoTime(times.expiresAt),
    ...(times.acceptedAt !== undefined && { accepted_at: isoTime(times.acceptedAt) }),
  }
}

export const invitationRoutes = () =>
  new Hono<AdminEnv>()
    .get('/', async (c) => {
      const { world } = c.var
      const { limit, cursor } = readQuery(c, plainListQuery)
      const after = await readCursor(world, LISTING, cursor)
      const page = await world.tenants.invitations({ limit, after })
      return c.json({
        items: page.items.map(answerOf),
        next_cursor: await nextCursor(world, LISTING, page.next),
      })
    })
    .post('/', async (c) => {
      const { world } = c.var
      const invitation = valueOf(await invite(world, await readJson(c, invitationCreation)))
      return c.json(answerOf(invitation), 201, {
        Location: `${world.issuer}/api/sso/v1/invitations/${invitation.id}`,
      })
    })
    .get('/:id', async (c) => {
      const invitation = await c.var.world.tenants.invitation(c.req.param('id'))
      if (!invitation) throw notFound()
      return c.json(answerOf(invitation))
    })
    .delete('/:id', async (c) => {
      const { world } = c.var
      const id = c.req.param('id')
      const event = adminEvent(world, 'invitation.revoked', { detail: { id } })
      valueOf(await world.tenants.deleteInvitation(id, event))
      return c.body(null, 204)
    })
