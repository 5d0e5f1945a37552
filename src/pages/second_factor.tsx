/** The second factor: one way of proving it, and the way to the others. Each way's form posts to an address of its own. */
import type { FC } from 'hono/jsx'
import type { SecondFactor } from '../domain/sign_in.ts'
import { Layout } from './layout.tsx'
import { AppSentence, type AskingApp } from './parts/app.tsx'
import { AttemptNotice } from './parts/attempt_notice.tsx'
import { Destination } from './parts/destination.tsx'
import { MailedCodeWay } from './parts/mailed_code_way.tsx'
import { PasskeyWay } from './parts/passkey_form.tsx'
import { AuthenticatorCode, RecoveryCode } from './parts/second_code_ways.tsx'
import type { WayProps } from './parts/second_way.ts'

export interface SecondFactorPageProps extends WayProps {
  /** The one that is shown, of those that the person has. */
  way: SecondFactor
  ways: readonly SecondFactor[]
  /** Where another one is shown. */
  otherUrl(way: SecondFactor): string
  /** Where somebody else signs in. */
  startAgainUrl: string
  asking?: AskingApp
}

/** The form of each way. */
const FORMS: Partial<Record<SecondFactor, FC<WayProps>>> = {
  passkey: PasskeyWay,
  totp: AuthenticatorCode,
  email: MailedCodeWay,
  recovery_code: RecoveryCode,
}

export const SecondFactorPage = (props: SecondFactorPageProps) => {
  const { tenantName, lang, way, ways, username, failure, asking, otherUrl, startAgainUrl } = props
  const words = lang.messages.secondFactor
  const Form = FORMS[way]
  const others = ways.filter((each) => each !== way && FORMS[each])
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={words.title}
      hasFailed={failure !== undefined}
    >
      <h1>{words.title}</h1>
      {asking && (
        <AppSentence app={asking.app} sentence={words.asks}>
          <Destination to={asking} lang={lang} />
        </AppSentence>
      )}
      {failure && (
        <AttemptNotice
          failure={failure}
          refused={words.refused[way]}
          refusedHelp={words.refusedHelp[way]}
          waitHelp={words.waitHelp}
          lang={lang}
        />
      )}
      <p class="soft">
        <bdi>{username}</bdi>
      </p>
      {Form && <Form {...props} />}
      <p class="links">
        {others.map((each) => (
          <a href={otherUrl(each)}>{words.instead[each]}</a>
        ))}
        <a href={startAgainUrl}>{words.startAgain}</a>
      </p>
    </Layout>
  )
}
