/** The way of a mailed code to prove a second factor: has it mailed, then posts `code`. */
import { Field } from './account_form.tsx'
import { HiddenFields } from './hidden_fields.tsx'
import type { WayProps } from './second_way.ts'

/** Where another mail is asked for. */
const MAIL_PATH = '/login/second/mail'

export const MailedCodeWay = ({ lang, action, fields, failure, isMailed = false }: WayProps) => {
  const { mailedCode: words, byMail, secondFactor } = lang.messages
  return isMailed ? (
    <form method="post" action={action}>
      <HiddenFields fields={fields} />
      <Field
        name="code"
        label={words.code}
        hint={words.about}
        isWrong={failure?.reason === 'refused'}
        input={{
          type: 'text',
          inputmode: 'numeric',
          autocomplete: 'one-time-code',
          maxlength: 64,
          dir: 'ltr',
          class: 'user-code',
          required: true,
          autofocus: true,
        }}
      />
      <button class="primary" type="submit" id="second-submit">
        {secondFactor.submit}
      </button>
      <button class="quiet" type="submit" formaction={MAIL_PATH} formnovalidate>
        {words.again}
      </button>
    </form>
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
