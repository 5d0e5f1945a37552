/** Cloudflare Turnstile in its own words: where it is, what a widget calls its form, and what siteverify answers. */
import * as v from 'valibot'

/** Where script, frame and siteverify come from. */
export const TURNSTILE_ORIGIN = 'https://challenges.cloudflare.com'

/** The forms that it may stand before, as their widgets' `action` says it: those that strangers send, and that cost us. */
export const TURNSTILE_FORMS = ['sign_in', 'sign_up', 'recovery'] as const
export type TurnstileForm = (typeof TURNSTILE_FORMS)[number]

/** The field that the widget adds to its form. */
export const TURNSTILE_FIELD = 'cf-turnstile-response'

/** "A Turnstile token can have up to 2048 characters". */
export const LONGEST_TURNSTILE_TOKEN = 2048

/** Of what it says, what we judge by. */
const siteverifyAnswer = v.object({
  success: v.boolean(),
  hostname: v.nullish(v.string()),
  action: v.nullish(v.string()),
  'error-codes': v.nullish(v.array(v.string()), []),
})
export type SiteverifyAnswer = v.InferOutput<typeof siteverifyAnswer>

/** The answer, or undefined for anything else that came back. */
export function readSiteverifyAnswer(value: unknown): SiteverifyAnswer | undefined {
  const read = v.safeParse(siteverifyAnswer, value)
  return read.success ? read.output : undefined
}
