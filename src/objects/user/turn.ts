/** One decision of a person's object: its database, the time that it goes by, and whom it tells. */
import type { SecurityEvent } from '../../domain/security_event.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { Sql } from '../sql.ts'

export interface Turn {
  sql: Sql
  now: Seconds
  /** Writes an event down in this very turn, and has it delivered. */
  tell(event: SecurityEvent): void
  /** Has what waits to be told looked at as soon as this turn is over. */
  wake(): void
}
