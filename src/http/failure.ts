/** What was thrown, on its way to whichever door answers it: a bug says nothing of itself but to the log. */
import { ObjectUnavailable } from '../stores/call.ts'
import type { Log } from '../stores/log.ts'

/** Writes it down, and says which refusal it is answered with. */
export function noteFailure(error: Error, log: Log): 'try_again' | 'unexpected' {
  const { name, message, stack } = error
  log.event('failure', { name, message, stack })
  return error instanceof ObjectUnavailable ? 'try_again' : 'unexpected'
}
