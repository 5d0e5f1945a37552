/** Somebody came with another provider whom no account here is linked to: link one that they have, or begin anew. */
import { Layout, type PageProps } from './layout.tsx'
import { Phrase, fill } from './parts/phrase.tsx'

export interface NewcomerPageProps extends PageProps {
  provider: string
  /** What they go by there, if it told. */
  label?: string | undefined
  /** Whether an account here has the address that they have just proven. */
  isAddressKnown: boolean
  /** Where they sign in to an account that they have. */
  linkUrl: string
  /** Where a new account is posted for; absent where there is none to be had. */
  createAction?: string | undefined
  backUrl: string
}

export const NewcomerPage = (props: NewcomerPageProps) => {
  const { tenantName, lang, provider, label, isAddressKnown, linkUrl, createAction } = props
  const words = lang.messages.upstream
  const title = fill(words.newcomerTitle, { provider })
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{title}</h1>
      <p>
        <Phrase
          text={label === undefined ? words.newcomerNameless : words.newcomer}
          slots={{ provider: <bdi>{provider}</bdi>, account: <bdi class="name">{label}</bdi> }}
        />
      </p>
      <p>{fill(isAddressKnown ? words.addressKnown : words.linkFirst, { provider })}</p>
      <a class="button primary" href={linkUrl} id="newcomer-link">
        {fill(words.link, { provider })}
      </a>
      {createAction !== undefined && (
        <form method="post" action={createAction}>
          <p>{words.createAbout}</p>
          <button type="submit" id="newcomer-create">
            {words.create}
          </button>
        </form>
      )}
      <p class="links">
        <a href={props.backUrl}>{words.back}</a>
      </p>
    </Layout>
  )
}
