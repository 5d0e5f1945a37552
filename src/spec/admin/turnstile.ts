/** The setting `turnstile` of `/api/sso/v1/tenant`: which widget of Cloudflare Turnstile stands before which forms. */
import * as v from 'valibot'
import { TURNSTILE_FORMS } from '../turnstile.ts'
import { about } from './values.ts'

const shown = {
  site_key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,100}$/)),
  on: about(
    'The forms that it stands before',
    v.pipe(
      v.array(v.picklist(TURNSTILE_FORMS)),
      v.minLength(1),
      v.maxLength(TURNSTILE_FORMS.length),
    ),
  ),
}

const secret = about(
  'It is sealed, and never shown again; left out, the one that was sent for this site_key stays',
  v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,200}$/)),
)

export const turnstilePatch = about(
  'Cloudflare Turnstile before forms that strangers send; null for none',
  v.nullable(v.strictObject({ ...shown, secret: v.exactOptional(secret) })),
)
export type TurnstileSetting = NonNullable<v.InferOutput<typeof turnstilePatch>>

export const turnstileAnswer = v.nullable(v.strictObject(shown))
