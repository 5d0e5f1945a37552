/** Signing in with others did not work: why, by class and in our own words, and the way back. */
import { Layout, type PageProps } from './layout.tsx'
import { fill } from './parts/phrase.tsx'

export interface UpstreamFailedPageProps extends PageProps {
  /** What the provider is called; absent where it is not known which one it was. */
  provider?: string | undefined
  reason: 'declined' | 'unreachable' | 'failed' | 'not_here'
  /** Where the person came from: the sign-in of their app, or their account. */
  backUrl: string
}

export const UpstreamFailedPage = (props: UpstreamFailedPageProps) => {
  const { tenantName, lang, provider = '', reason, backUrl } = props
  const words = lang.messages.upstream
  const isHere = reason !== 'not_here'
  const title = isHere ? fill(words.failedTitle, { provider }) : words.notHereTitle
  return (
    <Layout tenantName={tenantName} lang={lang} title={title}>
      <h1>{title}</h1>
      <p>{isHere ? fill(words[reason], { provider }) : words.notHere}</p>
      <a class="button primary" href={backUrl}>
        {words.back}
      </a>
    </Layout>
  )
}

export interface IdentityRefusedPageProps extends PageProps {
  reason: 'stale' | 'taken' | 'too_many' | 'last_way_in'
  /** Where the person signs in anew, for what is to be done on a fresh proof. */
  againUrl?: string | undefined
  backUrl: string
}

/** What a person wanted to do with their ways in was not done. */
export const IdentityRefusedPage = (props: IdentityRefusedPageProps) => {
  const { tenantName, lang, reason, againUrl, backUrl } = props
  const { identityRefused: words, back } = lang.messages.account
  return (
    <Layout tenantName={tenantName} lang={lang} title={words[reason]} hasFailed>
      <h1>{words[reason]}</h1>
      <p>{words[`${reason}Help`]}</p>
      {againUrl !== undefined && (
        <a class="button primary" href={againUrl}>
          {words.again}
        </a>
      )}
      <a class={againUrl === undefined ? 'button primary' : 'button quiet'} href={backUrl}>
        {back}
      </a>
    </Layout>
  )
}
