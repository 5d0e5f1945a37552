/** What siteverify's answer is worth to one form of one issuer. */
import { err, ok, type Result } from '../kernel/result.ts'
import type { SiteverifyAnswer, TurnstileForm } from '../spec/turnstile.ts'

/**
 * `unverified`: this token shows nobody to be human here. `unavailable`: nobody can say, through no fault of the sender.
 * `because` is for the log: error codes of Cloudflare's, or which of its words was another than ours.
 */
export interface TurnstileRefusal {
  reason: 'unverified' | 'unavailable'
  because: string[]
}

/** Where the token must come from. */
export interface TurnstilePlace {
  form: TurnstileForm
  /** Of the issuer. */
  hostname: string
}

/** The codes that speak of the token; every other one speaks of our secret, our request or of Cloudflare itself. */
const OF_THE_TOKEN = ['missing-input-response', 'invalid-input-response', 'timeout-or-duplicate']

/** A success counts for the form and the host that it was made for. */
export function judgeSiteverify(
  answer: SiteverifyAnswer,
  { form, hostname }: TurnstilePlace,
): Result<null, TurnstileRefusal> {
  const codes = answer['error-codes']
  if (!answer.success) {
    const isOfToken = codes.length > 0 && codes.every((code) => OF_THE_TOKEN.includes(code))
    return err({ reason: isOfToken ? 'unverified' : 'unavailable', because: codes })
  }
  // "It is recommended to validate that the action matches an expected value."
  const others = [
    ...(answer.action === form ? [] : ['action']),
    ...(answer.hostname === hostname ? [] : ['hostname']),
  ]
  return others.length === 0 ? ok(null) : err({ reason: 'unverified', because: others })
}
