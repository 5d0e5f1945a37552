/** One line of the audit: what was changed or what happened, by whom, when, from where. Never a secret. */
import type { Seconds } from '../kernel/clock.ts'

export interface AuditEvent {
  /** Unique; delivery is at least once, the tenant keeps each id once. */
  id: string
  at: Seconds
  /** `client.created`, `user.disabled`, `key.rotated`, `code_reuse`, `rt_reuse`, `jar_replay` … */
  event: string
  /** `admin` for the admin token, `sub:…` for a person (an operator, too, by an app), `client:…` for a client, `system` for alarms. */
  actor: string
  /** The address that the request came from; absent for alarms. */
  ip?: string
  request_id?: string
  client_id?: string
  sub?: string
  grant_id?: string
  jti?: string
  /** Which fields were changed, or a reason; never values that could be secret. */
  detail?: Record<string, string | number | boolean | string[]>
}
