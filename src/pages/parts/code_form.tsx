/** A form in which one code is typed, and the field alone. Posts `code`. */
import type { PropsWithChildren } from 'hono/jsx'
import { Field } from './account_form.tsx'
import { HiddenFields } from './hidden_fields.tsx'

export interface CodeFieldProps {
  label: string
  hint: string
  isWrong: boolean
  /** Digits were sent or shown a moment ago: browsers and password managers fill them in. */
  isWrittenDown?: boolean
  /** Unless something stands before it that is to be looked at first. */
  isFirst?: boolean
}

export const CodeField = (props: CodeFieldProps) => {
  const { label, hint, isWrong, isWrittenDown = false, isFirst = true } = props
  const kind = isWrittenDown
    ? ({ autocomplete: 'off', autocapitalize: 'characters', spellcheck: false } as const)
    : ({ autocomplete: 'one-time-code', inputmode: 'numeric' } as const)
  return (
    <Field
      name="code"
      label={label}
      hint={hint}
      isWrong={isWrong}
      input={{
        type: 'text',
        ...kind,
        maxlength: 64,
        dir: 'ltr',
        class: 'user-code',
        required: true,
        autofocus: isFirst,
      }}
    />
  )
}

interface CodeFormProps extends CodeFieldProps {
  action: string
  fields: Record<string, string>
  /** The button's id is known to tests and scripts. */
  submit: { id: string; label: string }
}

/** Below its button stands what else may be done with the code. */
export const CodeForm = (props: PropsWithChildren<CodeFormProps>) => {
  const { action, fields, submit, children, ...field } = props
  return (
    <form method="post" action={action}>
      <HiddenFields fields={fields} />
      <CodeField {...field} />
      <button class="primary" type="submit" id={submit.id}>
        {submit.label}
      </button>
      {children}
    </form>
  )
}
