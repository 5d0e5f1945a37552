/**
 * The button with which a passkey is made or used. It is hidden until the script has found that this browser can do it;
 * posts `credential`.
 */
import { raw } from 'hono/html'
import type { Language } from '../messages/language.ts'
import { PASSKEY_SCRIPT } from '../passkey_script.ts'
import { HiddenFields } from './hidden_fields.tsx'
import type { WayProps } from './second_way.ts'

interface PasskeyFormProps {
  lang: Language
  /** Where the credential is posted to; the challenge is asked for at `…/challenge`. */
  action: string
  fields?: Record<string, string> | undefined
  /** The method of `navigator.credentials`: whether one is made or used. */
  kind: 'create' | 'get'
  label: string
  /** Whether passkeys are also offered where a name is typed (`autocomplete="username webauthn"`). */
  isAutofilled?: boolean
}

export const PasskeyForm = (props: PasskeyFormProps) => {
  const { lang, action, fields, kind, label, isAutofilled = false } = props
  const { working, cancelled, known, failed } = lang.messages.passkeys
  return (
    <>
      <form
        id="passkey"
        method="post"
        action={action}
        hidden
        data-challenge={`${action}/challenge`}
        data-kind={kind}
        data-working={working}
        data-cancelled={cancelled}
        data-known={known}
        data-failed={failed}
        {...(isAutofilled && { 'data-autofill': '' })}
      >
        <HiddenFields fields={fields} />
        <input type="hidden" name="credential" value="" />
        <button type="submit">{label}</button>
        <output class="hint"></output>
      </form>
      <script>{raw(PASSKEY_SCRIPT)}</script>
    </>
  )
}

/** The second step of a sign-in, by a passkey. Where there can be none, the page says so, and has other ways. */
export const PasskeyWay = ({ lang, action, fields }: WayProps) => {
  const { second, noScript } = lang.messages.passkeys
  return (
    <>
      <p class="soft" data-without-passkeys>
        {noScript}
      </p>
      <PasskeyForm lang={lang} action={action} fields={fields} kind="get" label={second} />
    </>
  )
}
