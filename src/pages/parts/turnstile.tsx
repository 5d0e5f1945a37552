/**
 * Cloudflare Turnstile inside a form: it shows itself only to whom it has something to ask, and adds its token to what the form
 * posts. Before the button, for that is what waits for it.
 */
import { raw } from 'hono/html'
import type { TurnstileFailure } from '../../domain/turnstile.ts'
import { TURNSTILE_ORIGIN, type TurnstileForm } from '../../spec/turnstile.ts'
import type { Language } from '../messages/language.ts'
import { TURNSTILE_SCRIPT } from '../turnstile_script.ts'
import { Notice } from './notice.tsx'

/** Which widget a form shows, and as which form. */
export interface TurnstileWidget {
  siteKey: string
  form: TurnstileForm
  /** What came of the last try. */
  failure?: TurnstileFailure
}

interface TurnstileProps {
  /** Absent where nobody is asked. */
  widget: TurnstileWidget | undefined
  lang: Language
}

export const Turnstile = ({ widget, lang }: TurnstileProps) => {
  if (!widget) return null
  const { working, failing, noScript } = lang.messages.turnstile
  return (
    <>
      <noscript>
        <p class="warning">{noScript}</p>
      </noscript>
      <div
        class="cf-turnstile"
        data-sitekey={widget.siteKey}
        data-action={widget.form}
        data-language={lang.tag}
        data-theme="auto"
        data-size="flexible"
        data-appearance="interaction-only"
        data-callback="turnstilePassed"
        data-error-callback="turnstileFailed"
        data-unsupported-callback="turnstileFailed"
        data-working={working}
        data-failing={failing}
      ></div>
      <output class="hint"></output>
      <script>{raw(TURNSTILE_SCRIPT)}</script>
      <script src={`${TURNSTILE_ORIGIN}/turnstile/v0/api.js`} async defer></script>
    </>
  )
}

/** Why the form is shown again, if it is because of this. */
export const TurnstileNotice = ({ widget, lang }: TurnstileProps) => {
  if (!widget?.failure) return null
  const words = lang.messages.turnstile
  const { reason } = widget.failure
  return <Notice id="failure" text={words[reason]} help={words[`${reason}Help`]} />
}
