/** How a page that shows its form again is answered. */
import type { BrowserContext } from './world.ts'

type Failure = { reason: string } | { reason: string; seconds: number }

/**
 * 400 for what was wrong, 200 for a form that is new. With `Retry-After`: 429 for whoever is to wait (RFC 6585 §4), 503 where
 * it is us.
 */
export function failureStatus(
  c: BrowserContext,
  failure: Failure | undefined,
): 200 | 400 | 429 | 503 {
  if (!failure) return 200
  if (!('seconds' in failure)) return 400
  c.header('Retry-After', String(failure.seconds))
  return failure.reason === 'unavailable' ? 503 : 429
}
