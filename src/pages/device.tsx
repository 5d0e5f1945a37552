/** Where a person enters the code that a device shows (RFC 8628 §3.3). Posts `user_code`. */
import { Layout, type PageProps } from './layout.tsx'
import type { Language } from './messages/language.ts'
import { DeviceWarning } from './parts/device_warning.tsx'
import { Notice } from './parts/notice.tsx'
import { fill } from './parts/phrase.tsx'
import { waitingTime } from './parts/waiting_time.ts'

/** Why the last code will not do. Whoever is signed in waits for themselves alone. */
export type UserCodeFailure =
  | { reason: 'malformed' | 'unknown' | 'used' }
  | { reason: 'wait'; seconds: number; isSignedIn: boolean }

export interface DevicePageProps extends PageProps {
  action: string
  /** What to begin with: the code of the address, or what was typed before. */
  userCode?: string | undefined
  /** The code came with the address, and was not typed by the person. */
  isToCompare: boolean
  failure?: UserCodeFailure
}

const FAILURE_ID = 'failure'

export const DevicePage = (props: DevicePageProps) => {
  const { tenantName, lang, action, userCode, isToCompare, failure } = props
  const words = lang.messages.device
  return (
    <Layout
      tenantName={tenantName}
      lang={lang}
      title={words.title}
      hasFailed={failure !== undefined}
    >
      <h1>{words.title}</h1>
      <p>{isToCompare ? words.compare : words.about}</p>
      {failure && <FailureNotice failure={failure} lang={lang} />}
      <form method="post" action={action}>
        <div class="field">
          <label for="user_code">{words.code}</label>
          <input
            id="user_code"
            class="user-code"
            name="user_code"
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxlength={64}
            required
            value={userCode ?? ''}
            autofocus={!isToCompare}
            {...(failure && {
              'aria-describedby': FAILURE_ID,
              ...(failure.reason !== 'wait' && { 'aria-invalid': 'true' as const }),
            })}
          />
        </div>
        <DeviceWarning lang={lang} />
        <button class="primary" type="submit" id="device-submit">
          {words.submit}
        </button>
      </form>
      {failure?.reason === 'wait' && !failure.isSignedIn && <SignInFirst lang={lang} />}
    </Layout>
  )
}

const FailureNotice = ({ failure, lang }: { failure: UserCodeFailure; lang: Language }) => {
  const words = lang.messages.device
  if (failure.reason !== 'wait') {
    const { reason } = failure
    return <Notice id={FAILURE_ID} text={words[reason]} help={words[`${reason}Help`]} />
  }
  const when = waitingTime(failure.seconds, lang)
  return <Notice id={FAILURE_ID} text={fill(words.wait, { when })} help={words.waitHelp} />
}

const SignInFirst = ({ lang }: { lang: Language }) => {
  const words = lang.messages.device
  return (
    <p class="links">
      <span>{words.waitSignIn}</span>
      <a href="/login">{words.signIn}</a>
    </p>
  )
}
