/** The line that every change of a tenant leaves: who, what, when, from where; field names, never values. */
import type { AuditEvent } from '../domain/audit.ts'
import type { Person } from '../domain/person.ts'
import type { ClientId, Sub } from '../kernel/ids.ts'
import { randomToken } from '../kernel/random.ts'
import type { AdminWorld } from '../stores/admin_world.ts'
import type { World } from '../stores/world.ts'

export type AdminEventName =
  | 'client.created'
  | 'client.updated'
  | 'client.deleted'
  | 'client.secret_rotated'
  | 'client.grants_revoked'
  | 'user.created'
  | 'user.imported'
  | 'user.updated'
  | 'user.deleted'
  | 'user.reset_sent'
  | 'user.sessions_ended'
  | 'user.grants_ended'
  | 'user.passkeys_removed'
  | 'user.second_factors_reset'
  | 'tenant.updated'
  | 'tenant.everybody_signed_out'
  | 'key.rotated'
  | 'initial_access_token.created'
  | 'initial_access_token.revoked'

type About = Pick<AuditEvent, 'client_id' | 'sub' | 'grant_id' | 'detail'>

/** The event with an id of its own: delivered twice, it is kept once. */
export const adminEvent = (
  world: Pick<World, 'now' | 'ip' | 'requestId'> & Pick<AdminWorld, 'operator'>,
  event: AdminEventName,
  about: About = {},
): AuditEvent => ({
  id: randomToken(),
  at: world.now,
  event,
  actor: world.operator === undefined ? 'admin' : `sub:${world.operator}`,
  ip: world.ip,
  request_id: world.requestId,
  ...about,
})

/** Of one person once, however often the row is sent again: the line stands where they were made. */
export const importEvent = (
  world: Parameters<typeof adminEvent>[0],
  { sub, createdAt }: Person,
): AuditEvent => ({
  ...adminEvent(world, 'user.imported', { sub }),
  id: `user.imported:${sub}`,
  at: createdAt,
})

/** The same for what a client does to itself (RFC 7591, RFC 7592). */
export const ownEvent = (
  world: Pick<World, 'now' | 'ip' | 'requestId'>,
  event: 'client.created' | 'client.updated' | 'client.deleted',
  clientId: ClientId,
  detail?: AuditEvent['detail'],
): AuditEvent => ({
  ...adminEvent(world, event, { client_id: clientId, ...(detail && { detail }) }),
  actor: `client:${clientId}`,
})

/** The same for what a person does to themselves. */
export const personEvent = (
  world: Pick<World, 'now' | 'ip' | 'requestId'>,
  event: 'user.deleted',
  sub: Sub,
): AuditEvent => ({ ...adminEvent(world, event, { sub }), actor: `sub:${sub}` })
