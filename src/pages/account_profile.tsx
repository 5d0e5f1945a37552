/** What a person says about themselves. Posts each claim by its name; one that is left empty is none. */
import { OWN_CLAIMS, type OwnClaim } from '../spec/own_profile.ts'
import { Layout, type PageProps } from './layout.tsx'
import type { Language } from './messages/language.ts'
import { Field, FormEnd, type AccountForm } from './parts/account_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Notice } from './parts/notice.tsx'

export interface AccountProfilePageProps extends PageProps, AccountForm {
  /** As it is, or as it was typed. */
  values: Partial<Record<OwnClaim, string>>
  /** What could not be saved. */
  wrong?: readonly OwnClaim[]
  backUrl: string
}

export const AccountProfilePage = (props: AccountProfilePageProps) => {
  const { tenantName, lang, action, fields, values, wrong = [], backUrl } = props
  const words = lang.messages.account
  const title = words.profileChange
  const isRefused = wrong.length > 0
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed={isRefused}>
      <h1>{title}</h1>
      {isRefused && (
        <Notice id="failure" text={words.profileRefused} help={words.profileRefusedHelp} />
      )}
      <p class="soft">{words.profileHelp}</p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        {OWN_CLAIMS.map((name) => (
          <ClaimField
            name={name}
            value={values[name] ?? ''}
            isWrong={wrong.includes(name)}
            lang={lang}
          />
        ))}
        <FormEnd id="profile-save" label={words.save} backUrl={backUrl} lang={lang} />
      </form>
    </Layout>
  )
}

/** What browsers may fill in (HTML, "autofill field"), and which keys a telephone shows. */
const INPUTS: Partial<Record<OwnClaim, { autocomplete: string; inputmode?: 'tel' | 'url' }>> = {
  name: { autocomplete: 'name' },
  given_name: { autocomplete: 'given-name' },
  family_name: { autocomplete: 'family-name' },
  nickname: { autocomplete: 'nickname' },
  birthdate: { autocomplete: 'bday' },
  gender: { autocomplete: 'sex' },
  phone_number: { autocomplete: 'tel', inputmode: 'tel' },
  website: { autocomplete: 'url', inputmode: 'url' },
  profile: { autocomplete: 'off', inputmode: 'url' },
  picture: { autocomplete: 'photo', inputmode: 'url' },
  locale: { autocomplete: 'language' },
}

interface ClaimFieldProps {
  name: OwnClaim
  value: string
  isWrong: boolean
  lang: Language
}

const ClaimField = ({ name, value, isWrong, lang }: ClaimFieldProps) => {
  const words = lang.messages.account
  const hint = Object.entries(words.hints).find(([key]) => key === name)?.[1]
  return (
    <Field
      name={name}
      label={words.fields[name]}
      hint={hint}
      input={{ type: 'text', dir: 'auto', value, ...(INPUTS[name] ?? { autocomplete: 'off' }) }}
      isWrong={isWrong}
    />
  )
}
