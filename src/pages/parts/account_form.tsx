/** What the forms of a person's own account share: whose it is, one field, and the notice of what went wrong. */
import type { SignInFailure } from '../sign_in.tsx'
import { messagesIn, type Language } from '../messages/catalogue.ts'
import type { Account } from './account.tsx'
import { Notice } from './notice.tsx'
import { fill } from './phrase.tsx'
import { waitingTime } from './waiting_time.ts'

/** A form's action, and what it gives back: it acts for the account that it was shown for, and for no other. */
export interface AccountForm {
  action: string
  fields: Record<string, string>
}

/** Why the password that was asked for was not taken. */
export const PasswordNotice = ({ failure, lang }: { failure: SignInFailure; lang: Language }) => {
  const words = messagesIn(lang)
  return failure.reason === 'wait' ? (
    <Notice
      id="failure"
      text={fill(words.signIn.wait, { when: waitingTime(failure.seconds, lang) })}
      help={words.signIn.waitHelp}
    />
  ) : (
    <Notice
      id="failure"
      text={words.account.passwordRefused}
      help={words.account.passwordRefusedHelp}
    />
  )
}

/** Fixed, and there all the same: password managers look for the name beside the password. */
export const UsernameField = ({ lang, account }: { lang: Language; account: Account }) => (
  <div class="field">
    <label for="username">{messagesIn(lang).signIn.username}</label>
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

interface PasswordFieldProps {
  name: string
  label: string
  hint?: string
  autocomplete: 'current-password' | 'new-password'
  isWrong?: boolean
}

export const PasswordField = ({
  name,
  label,
  hint,
  autocomplete,
  isWrong = false,
}: PasswordFieldProps) => (
  <div class="field">
    <label for={name}>{label}</label>
    <input
      id={name}
      name={name}
      type="password"
      autocomplete={autocomplete}
      required
      {...describedBy(hint === undefined ? [] : [`${name}-hint`], isWrong)}
    />
    {hint !== undefined && (
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
    )}
  </div>
)

/** @param isWrong whether the notice above speaks of this field */
export const describedBy = (ids: readonly string[], isWrong: boolean) => {
  const all = [...(isWrong ? ['failure'] : []), ...ids]
  return {
    ...(all.length > 0 && { 'aria-describedby': all.join(' ') }),
    ...(isWrong && { 'aria-invalid': 'true' as const }),
  }
}
