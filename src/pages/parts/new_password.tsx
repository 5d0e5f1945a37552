/** A password that a person chooses: how long it is to be, and why one was not taken. */
import type { PasswordFault } from '../../rules/new_password.ts'
import type { Language } from '../messages/language.ts'
import { Notice } from './notice.tsx'
import { fill } from './phrase.tsx'

interface NewPasswordNoticeProps {
  fault: PasswordFault
  /** How many characters it needs. */
  shortest: number
  lang: Language
}

export const NewPasswordNotice = ({ fault, shortest, lang }: NewPasswordNoticeProps) => {
  const words = lang.messages.newPassword
  const slots = { count: String(shortest) }
  return <Notice id="failure" text={words[fault]} help={fill(words[`${fault}Help`], slots)} />
}

/** What is said below the field. */
export const newPasswordHint = (shortest: number, lang: Language): string =>
  fill(lang.messages.newPassword.length, { count: String(shortest) })
