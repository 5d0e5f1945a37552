/** Cloudflare Turnstile as an operator set it up. Distributed with the settings. */
import type { Seconds } from '../kernel/clock.ts'
import type { TurnstileForm } from '../spec/turnstile.ts'

export interface Turnstile {
  /** Which widget: public, it stands in the pages. */
  site_key: string
  /** The secret of this very widget, sealed. */
  sealed_secret: string
  /** The forms that it stands before. */
  on: TurnstileForm[]
}

/**
 * Why a form is shown again. `unverified`: Cloudflare has not found its sender human, or was not asked. `unavailable`: nobody
 * can say, and in so many seconds it is worth another try.
 */
export type TurnstileFailure =
  { reason: 'unverified' } | { reason: 'unavailable'; seconds: Seconds }
