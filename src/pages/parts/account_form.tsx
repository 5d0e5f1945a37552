/** What the forms of a person's own account share: whose it is, one field, and the notice of what went wrong. */
import type { JSX } from 'hono/jsx'
import type { Language } from '../messages/language.ts'
import type { Account } from './account.tsx'
import { AttemptNotice, type AttemptFailure } from './attempt_notice.tsx'

/** A form's action, and what it gives back: it acts for the account that it was shown for, and for no other. */
export interface AccountForm {
  action: string
  fields: Record<string, string>
}

/** Why the password that was asked for was not taken. */
export const PasswordNotice = ({ failure, lang }: { failure: AttemptFailure; lang: Language }) => {
  const { passwordRefused, passwordRefusedHelp } = lang.messages.account
  return (
    <AttemptNotice
      failure={failure}
      refused={passwordRefused}
      refusedHelp={passwordRefusedHelp}
      lang={lang}
    />
  )
}

/** Fixed, and there all the same: password managers look for the name beside the password. */
export const UsernameField = ({ lang, account }: { lang: Language; account: Account }) => (
  <div class="field">
    <label for="username">{lang.messages.signIn.username}</label>
    <input
      id="username"
      name="username"
      type="text"
      autocomplete="username"
      dir="auto"
      value={account.username}
      readonly
    />
  </div>
)

interface FieldProps {
  name: string
  label: string
  hint?: string | undefined
  /** What kind of input it is, and what stands in it. */
  input: JSX.IntrinsicElements['input']
  /** Whether the notice above speaks of this field. */
  isWrong: boolean
}

export const Field = ({ name, label, hint, input, isWrong }: FieldProps) => {
  const described = [
    ...(isWrong ? ['failure'] : []),
    ...(hint === undefined ? [] : [`${name}-hint`]),
  ]
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <input
        id={name}
        name={name}
        {...input}
        {...(described.length > 0 && { 'aria-describedby': described.join(' ') })}
        {...(isWrong && { 'aria-invalid': 'true' as const })}
      />
      {hint !== undefined && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

interface PasswordFieldProps extends Omit<FieldProps, 'input'> {
  autocomplete: 'current-password' | 'new-password'
}

export const PasswordField = ({ autocomplete, ...field }: PasswordFieldProps) => (
  <Field {...field} input={{ type: 'password', autocomplete, required: true }} />
)

/** The password in use, which shows that it is they who ask. */
export const CurrentPassword = ({ lang, isWrong }: { lang: Language; isWrong: boolean }) => (
  <PasswordField
    name="current"
    label={lang.messages.account.current}
    autocomplete="current-password"
    isWrong={isWrong}
  />
)

interface FormEndProps {
  /** The button's. */
  id: string
  label: string
  backUrl: string
  lang: Language
}

/** Do it, or go back. */
export const FormEnd = ({ id, label, backUrl, lang }: FormEndProps) => (
  <>
    <button class="primary" type="submit" id={id}>
      {label}
    </button>
    <a class="button quiet" href={backUrl}>
      {lang.messages.account.cancel}
    </a>
  </>
)
