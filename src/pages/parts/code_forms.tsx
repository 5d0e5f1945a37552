/** Forms in which a code is typed that proves a second factor. Post `code`. */
import type { Language } from '../messages/language.ts'
import { Field } from './account_form.tsx'
import { HiddenFields } from './hidden_fields.tsx'
import type { WayProps } from './second_way.ts'

/** Six digits of an authenticator app; browsers and password managers fill them in. */
export const AuthenticatorCode = ({ lang, action, fields, failure }: WayProps) => {
  const words = lang.messages.secondFactor
  return (
    <form method="post" action={action}>
      <HiddenFields fields={fields} />
      <DigitsField lang={lang} isWrong={failure?.reason === 'refused'} />
      <button class="primary" type="submit" id="second-submit">
        {words.submit}
      </button>
    </form>
  )
}

interface DigitsProps {
  lang: Language
  label?: string
  isWrong: boolean
  /** Unless something stands before it that is to be looked at first. */
  isFirst?: boolean
}

export const DigitsField = ({ lang, label, isWrong, isFirst = true }: DigitsProps) => {
  const words = lang.messages.secondFactor
  return (
    <Field
      name="code"
      label={label ?? words.code}
      hint={words.codeHint}
      isWrong={isWrong}
      input={{
        type: 'text',
        inputmode: 'numeric',
        autocomplete: 'one-time-code',
        maxlength: 7,
        dir: 'ltr',
        class: 'user-code',
        required: true,
        autofocus: isFirst,
      }}
    />
  )
}

export const RecoveryCode = ({ lang, action, fields, failure }: WayProps) => {
  const words = lang.messages.secondFactor
  return (
    <form method="post" action={action}>
      <HiddenFields fields={fields} />
      <Field
        name="code"
        label={words.recoveryCode}
        hint={words.recoveryCodeHint}
        isWrong={failure?.reason === 'refused'}
        input={{
          type: 'text',
          autocomplete: 'off',
          autocapitalize: 'characters',
          spellcheck: false,
          maxlength: 64,
          dir: 'ltr',
          class: 'user-code',
          required: true,
          autofocus: true,
        }}
      />
      <button class="primary" type="submit" id="second-submit">
        {words.submit}
      </button>
    </form>
  )
}
