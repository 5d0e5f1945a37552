/** Something that happened to a person's grants or sessions and that somebody may want to know of. Never a secret. */
import type { Seconds } from '../kernel/clock.ts'
import type { ClientId } from '../kernel/ids.ts'
import type { AuditEvent } from './audit.ts'
import type { Grant } from './grant.ts'
import type { LogoutNotice } from './logout_notice.ts'
import type { MailNotice } from './mail_notice.ts'
import type { Person } from './person.ts'

export interface SecurityEvent {
  id: string
  at: Seconds
  /**
   * A `GrantEvent`, an `OwnEvent`, `password_set`, `second_factor_refused`, `passkey_counter`, `logout_undelivered` or
   * `mail_undelivered`.
   */
  event: string
  client_id?: string
  grant_id?: string
  detail?: Record<string, string | number | boolean>
}

export type GrantEvent =
  'code_reuse' | 'rt_reuse' | 'rt_grace' | 'rt_foreign_client' | 'rt_other_key'

/**
 * An event of a grant. Its id says all that makes it another one, so that who repeats a thing a hundred times is told of
 * once.
 * @param presentedBy the client that presented the code or token, and had authenticated
 */
export const grantEvent = (
  event: GrantEvent,
  grant: Grant,
  presentedBy: ClientId,
  at: Seconds,
  detail?: Record<string, string | number | boolean>,
): SecurityEvent => ({
  id: [event, grant.id, presentedBy, ...Object.values(detail ?? {})].join(':'),
  at,
  event,
  client_id: presentedBy,
  grant_id: grant.id,
  ...(detail && { detail }),
})

/** A client was not told of the end of a session, however often we tried. */
export const logoutUndelivered = (
  { sessionId, clientId }: LogoutNotice,
  at: Seconds,
): SecurityEvent => ({
  id: `logout_undelivered:${sessionId}:${clientId}`,
  at,
  event: 'logout_undelivered',
  client_id: clientId,
})

/** A mail could not be sent, however often we tried. */
export const mailUndelivered = ({ id, kind }: MailNotice, at: Seconds): SecurityEvent => ({
  id: `mail_undelivered:${id}`,
  at,
  event: 'mail_undelivered',
  detail: { kind },
})

/** Whoever knows a first factor has tried too many codes for the second. */
export const codesRefused = (at: Seconds): SecurityEvent => ({
  id: `second_factor_refused:${at}`,
  at,
  event: 'second_factor_refused',
})

/** What a person has done themselves: on their account's page, or by a link that was mailed to them. */
export const OWN_EVENTS = [
  'password_changed',
  'password_reset',
  'profile_changed',
  'terms_accepted',
  'email_proven',
  'email_changed',
  'email_verified',
  'session_ended',
  'other_sessions_ended',
  'app_disconnected',
  'identity_linked',
  'identity_unlinked',
  'address_proven',
  'passkey_added',
  'passkey_removed',
  'totp_set_up',
  'totp_removed',
  'recovery_codes_renewed',
  'recovery_code_used',
] as const
export type OwnEvent = (typeof OWN_EVENTS)[number]

/**
 * An event of a person's own doing.
 * @param of what makes it another one than the last of its kind, so that a call that is repeated is told of once
 */
export const ownEvent = (
  event: OwnEvent,
  of: string | number,
  at: Seconds,
  about: Pick<SecurityEvent, 'client_id' | 'detail'> = {},
): SecurityEvent => ({ id: `${event}:${of}`, at, event, ...about })

/** An operator has set a new password. */
export const passwordSet = ({ credentialEpoch }: Person, at: Seconds): SecurityEvent => ({
  id: `${PASSWORD_SET}:${credentialEpoch}`,
  at,
  event: PASSWORD_SET,
})
const PASSWORD_SET = 'password_set'

/** As the tenant's audit keeps it: of grants, done by a client; of their account, by the person or an operator; else by nobody. */
export const auditEventOf = ({ sub }: Person, event: SecurityEvent): AuditEvent => ({
  ...event,
  actor: actorOf(sub, event),
  sub,
})

function actorOf(sub: Person['sub'], { event, client_id, grant_id }: SecurityEvent): string {
  if (OWN_EVENTS.some((own) => own === event)) return `sub:${sub}`
  if (event === PASSWORD_SET) return 'admin'
  return grant_id === undefined ? 'system' : `client:${client_id}`
}
