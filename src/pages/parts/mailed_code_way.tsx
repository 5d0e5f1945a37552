/** The way of a mailed code to prove a second factor: has it mailed, then posts `code`. */
import { CodeForm } from './code_form.tsx'
import { HiddenFields } from './hidden_fields.tsx'
import type { WayProps } from './second_way.ts'

/** Where another mail is asked for. */
const MAIL_PATH = '/login/second/mail'

export const MailedCodeWay = ({ lang, action, fields, failure, isMailed = false }: WayProps) => {
  const { mailedCode: words, byMail, secondFactor } = lang.messages
  return isMailed ? (
    <CodeForm
      action={action}
      fields={fields}
      label={words.code}
      hint={words.about}
      isWrong={failure?.reason === 'refused'}
      submit={{ id: 'second-submit', label: secondFactor.submit }}
    >
      <button class="quiet" type="submit" formaction={MAIL_PATH} formnovalidate>
        {words.again}
      </button>
    </CodeForm>
  ) : (
    <form method="post" action={MAIL_PATH}>
      <HiddenFields fields={fields} />
      <p>{byMail.second}</p>
      <button class="primary" type="submit" id="second-mail">
        {byMail.submit}
      </button>
    </form>
  )
}
