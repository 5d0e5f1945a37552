/** A person's own address: proven by a link that is mailed there, and changed by one to another. Posts `email`. */
import { Layout, type PageProps } from './layout.tsx'
import { Field, FormEnd, type AccountForm } from './parts/account_form.tsx'
import { AddressNotice, type AddressFailure } from './parts/address_notice.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { MailAsked } from './parts/mail_asked.tsx'
import { Phrase } from './parts/phrase.tsx'

export interface AccountEmailPageProps extends PageProps, AccountForm {
  /** Undefined for a person who has none. */
  email: string | undefined
  isVerified: boolean
  /** As it was typed. */
  wanted?: string
  failure?: AddressFailure
  backUrl: string
}

export const AccountEmailPage = (props: AccountEmailPageProps) => {
  const { tenantName, lang, action, fields, email, isVerified, wanted, failure, backUrl } = props
  const words = lang.messages.ownEmail
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={words.title}
      hasFailed={failure !== undefined}
    >
      <h1>{words.title}</h1>
      {failure && <AddressNotice failure={failure} lang={lang} />}
      <p class="soft">{words.about}</p>
      {email !== undefined && (
        <form method="post" action={action}>
          <HiddenFields fields={{ ...fields, email }} />
          <p>
            <bdi class="name">{email}</bdi>{' '}
            <span class="here">{isVerified ? words.verified : words.unverified}</span>
          </p>
          {!isVerified && (
            <button type="submit" id="email-verify">
              {words.verify}
            </button>
          )}
        </form>
      )}
      <section>
        <h2>{words.change}</h2>
        <p class="soft">{words.changeHelp}</p>
        <form method="post" action={action}>
          <HiddenFields fields={fields} />
          <Field
            name="email"
            label={words.wanted}
            input={{
              type: 'text',
              inputmode: 'email',
              autocomplete: 'email',
              autocapitalize: 'none',
              spellcheck: false,
              dir: 'auto',
              required: true,
              value: wanted ?? '',
            }}
            isWrong={failure?.reason === 'malformed'}
          />
          <FormEnd id="email-change" label={words.submit} backUrl={backUrl} lang={lang} />
        </form>
      </section>
    </Layout>
  )
}

export interface AccountEmailAskedPageProps extends PageProps {
  /** As it was typed. */
  email: string
  backUrl: string
}

/** The one answer to whoever asked, whether the address is to be had or not. */
export const AccountEmailAskedPage = (props: AccountEmailAskedPageProps) => {
  const { email, backUrl, ...page } = props
  const { ownEmail, signUp, account } = page.lang.messages
  return (
    <MailAsked
      {...page}
      title={signUp.askedTitle}
      sentence={ownEmail.asked}
      help={signUp.askedHelp}
      address={email}
      next={{ url: backUrl, label: account.back }}
    />
  )
}

export interface AccountEmailConfirmPageProps extends PageProps, AccountForm {
  email: string
  backUrl: string
}

/** Where the link leads; what is posted here makes the change. */
export const AccountEmailConfirmPage = (props: AccountEmailConfirmPageProps) => {
  const { tenantName, lang, action, fields, email, backUrl } = props
  const words = lang.messages.ownEmail
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.confirmTitle}>
      <h1>{words.confirmTitle}</h1>
      <p>
        <Phrase text={words.confirm} slots={{ account: <bdi class="name">{email}</bdi> }} />
      </p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <FormEnd id="email-confirm" label={words.confirmSubmit} backUrl={backUrl} lang={lang} />
      </form>
    </Layout>
  )
}
