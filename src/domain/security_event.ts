/** Something that happened to a person's grants and that somebody may want to know of. Never a secret. */
import type { Seconds } from '../kernel/clock.ts'

export interface SecurityEvent {
  id: string
  at: Seconds
  /** `code_reuse`, `rt_reuse`, `rt_grace`, `rt_foreign_client`. */
  event: string
  client_id?: string
  grant_id?: string
  detail?: Record<string, string | number | boolean>
}
