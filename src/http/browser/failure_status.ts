/** How a page that shows its form again is answered. */
import type { BrowserContext } from './world.ts'

type Failure = { reason: string } | { reason: string; seconds: number }

/** 429 with `Retry-After` for whoever is to wait (RFC 6585 §4), 400 for what was wrong, 200 for a form that is new. */
export function failureStatus(c: BrowserContext, failure: Failure | undefined): 200 | 400 | 429 {
  if (!failure) return 200
  if (!('seconds' in failure)) return 400
  c.header('Retry-After', String(failure.seconds))
  return 429
}
