/** One passkey: its name, and its end. Posts `id` and `name`, or `id` alone. */
import { Layout, type PageProps } from './layout.tsx'
import { Field } from './parts/account_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Notice } from './parts/notice.tsx'

export interface AccountPasskeyPageProps extends PageProps {
  nameAction: string
  removeAction: string
  /** Which passkey, of which account. */
  fields: Record<string, string>
  /** As it is, or as it was typed. */
  name: string
  isNameWrong?: boolean
  backUrl: string
}

export const AccountPasskeyPage = (props: AccountPasskeyPageProps) => {
  const { tenantName, lang, nameAction, removeAction, fields, name, backUrl } = props
  const { isNameWrong = false } = props
  const words = lang.messages.passkeys
  const title = words.changeTitle
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed={isNameWrong}>
      <h1>{title}</h1>
      {isNameWrong && <Notice id="failure" text={words.nameWrong} help={words.nameWrongHelp} />}
      <form method="post" action={nameAction}>
        <HiddenFields fields={fields} />
        <Field
          name="name"
          label={words.name}
          input={{
            type: 'text',
            dir: 'auto',
            value: name,
            maxlength: 60,
            autocomplete: 'off',
            required: true,
          }}
          isWrong={isNameWrong}
        />
        <button class="primary" type="submit" id="passkey-save">
          {words.save}
        </button>
      </form>
      <form method="post" action={removeAction}>
        <HiddenFields fields={fields} />
        <button type="submit" id="passkey-remove" aria-describedby="passkey-remove-help">
          {words.remove}
        </button>
        <p class="hint" id="passkey-remove-help">
          {words.removeHelp}
        </p>
      </form>
      <p class="links">
        <a href={backUrl}>{words.back}</a>
      </p>
    </Layout>
  )
}
