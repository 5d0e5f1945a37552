/** A refused request, explained: first to the person who sees it, then to the developer who must mend it. */
import { REFUSALS, type RefusalKey } from '../rules/refusals.ts'
import { guideTo } from './error_guide.tsx'
import { Layout, type PageProps } from './layout.tsx'
import type { Messages } from './messages/language.ts'
import { AppName, type App } from './parts/app.tsx'
import { BackToApp, StartAgain } from './parts/app_links.tsx'
import { Phrase } from './parts/phrase.tsx'
import { RefusalFacts } from './parts/refusal_facts.tsx'

export interface ErrorPageProps extends PageProps {
  refusal: RefusalKey
  requestId: string
  /** The registered app, where it is known: never anything that the request merely says. */
  app?: App | undefined
  /** Where a sign-in can be begun anew at that app: shown where that is what a person needs. */
  startAgain?: string | undefined
}

export const ErrorPage = (props: ErrorPageProps) => {
  const { tenantName, lang, refusal, requestId, app } = props
  const messages = lang.messages
  const words = messages.error
  const told = toldAs(refusal)
  const { title, person } = words.told[told]
  const startAgain = told === 'spent' || told === 'ended' ? props.startAgain : undefined
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed wide>
      <h1>{title}</h1>
      <p>{person}</p>
      {app && (
        <p>
          <Phrase text={words.app} slots={{ app: <AppName app={app} /> }} />
        </p>
      )}
      {app && startAgain && <StartAgain app={app} uri={startAgain} lang={lang} />}
      {app && <BackToApp app={app} lang={lang} />}
      <section class="developers" aria-labelledby="developers">
        <h2 id="developers">{words.developers}</h2>
        <RefusalFacts refusal={refusal} requestId={requestId} lang={lang} />
        <p>
          <a href={guideTo(refusal)}>{words.guide}</a>
        </p>
      </section>
    </Layout>
  )
}

/** What a refusal means for the person who sees it; most are the app's to mend. */
function toldAs(refusal: RefusalKey): keyof Messages['error']['told'] {
  switch (refusal) {
    case 'request_object_spent':
      return 'spent'
    case 'request_uri_unknown':
    case 'sign_in_unknown':
    case 'sign_in_elsewhere':
      return 'ended'
    case 'access_denied':
      return 'declined'
    default:
      return toldByError(refusal)
  }
}

function toldByError(refusal: RefusalKey): keyof Messages['error']['told'] {
  switch (REFUSALS[refusal].error) {
    case 'temporarily_unavailable':
      return 'unavailable'
    case 'server_error':
      return 'broken'
    default:
      return 'request'
  }
}
