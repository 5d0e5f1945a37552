/** The ways to prove a second factor by a code that a person has already: of their app, or written down. */
import { CodeForm } from './code_form.tsx'
import type { WayProps } from './second_way.ts'

export const AuthenticatorCode = ({ lang, action, fields, failure }: WayProps) => {
  const words = lang.messages.secondFactor
  return (
    <CodeForm
      action={action}
      fields={fields}
      label={words.code}
      hint={words.codeHint}
      isWrong={failure?.reason === 'refused'}
      submit={{ id: 'second-submit', label: words.submit }}
    />
  )
}

export const RecoveryCode = ({ lang, action, fields, failure }: WayProps) => {
  const words = lang.messages.secondFactor
  return (
    <CodeForm
      action={action}
      fields={fields}
      label={words.recoveryCode}
      hint={words.recoveryCodeHint}
      isWrittenDown
      isWrong={failure?.reason === 'refused'}
      submit={{ id: 'second-submit', label: words.submit }}
    />
  )
}
