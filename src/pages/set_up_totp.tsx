/**
 * An authenticator app is set up: its secret as a picture and as a text, and a code that proves that an app holds it.
 * Posts `set_up` and `code`.
 */
import { renderSVG } from 'uqr'
import { Layout, type PageProps } from './layout.tsx'
import { CodeField } from './parts/code_form.tsx'
import { HiddenFields } from './parts/hidden_fields.tsx'
import { Notice } from './parts/notice.tsx'

export interface SetUpTotpPageProps extends PageProps {
  action: string
  fields: Record<string, string>
  username: string
  /** The secret in base32. */
  secret: string
  /** What the picture says. */
  uri: string
  /** In the middle of a sign-in that is not done without it. */
  isDemanded: boolean
  hasFailed: boolean
  cancel: { url: string; label: string }
}

export const SetUpTotpPage = (props: SetUpTotpPageProps) => {
  const { tenantName, lang, action, fields, username, secret, uri, isDemanded, hasFailed } = props
  const { setUp: words, secondFactor } = lang.messages
  const { codeHint } = secondFactor
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} hasFailed={hasFailed}>
      <h1>{words.title}</h1>
      {hasFailed && <Notice id="failure" text={words.refused} help={words.refusedHelp} />}
      <p class="soft">
        <bdi>{username}</bdi>
      </p>
      {isDemanded && <p>{words.demanded}</p>}
      <p>{words.scan}</p>
      <img class="qr" src={pictureOf(uri)} alt={words.picture} width="208" height="208" />
      <p class="soft">{words.typed}</p>
      <p class="user-code totp-key">{secret.match(/.{1,4}/g)?.join(' ')}</p>
      <p>{words.prove}</p>
      <form method="post" action={action}>
        <HiddenFields fields={fields} />
        <CodeField label={words.code} hint={codeHint} isWrong={hasFailed} isFirst={false} />
        <p class="hint">{words.effect}</p>
        <button class="primary" type="submit" id="set-up-submit">
          {words.submit}
        </button>
        <a class="button quiet" href={props.cancel.url}>
          {props.cancel.label}
        </a>
      </form>
    </Layout>
  )
}

/** As an address of its own: the policy of every page lets it through, and no image is fetched. */
const pictureOf = (uri: string): string =>
  `data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 3, pixelSize: 1 }))}`
