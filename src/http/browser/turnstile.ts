/** Cloudflare Turnstile before one of our forms: what its page shows of it, and whether what was sent is let through. */
import type { TurnstileFailure } from '../../domain/turnstile.ts'
import type { Parameters } from '../../kernel/form.ts'
import type { Result } from '../../kernel/result.ts'
import type { TurnstileWidget } from '../../pages/parts/turnstile.tsx'
import { verifyHuman } from '../../people/turnstile/verify.ts'
import { TURNSTILE_FIELD, type TurnstileForm } from '../../spec/turnstile.ts'
import type { BrowserContext } from './world.ts'

/** The widget of a form; undefined where the tenant does not ask there. @param failure of the last try */
export async function turnstileOf(
  { var: { world } }: BrowserContext,
  form: TurnstileForm,
  failure?: TurnstileFailure,
): Promise<TurnstileWidget | undefined> {
  const { turnstile } = await world.registry.settings()
  return turnstile?.on.includes(form)
    ? { siteKey: turnstile.site_key, form, ...(failure && { failure }) }
    : undefined
}

/** To be asked before anything else is done with a form. */
export const letThrough = (
  c: BrowserContext,
  form: TurnstileForm,
  fields: Parameters,
): Promise<Result<null, TurnstileFailure>> =>
  verifyHuman(c.var.world, form, fields.get(TURNSTILE_FIELD))
