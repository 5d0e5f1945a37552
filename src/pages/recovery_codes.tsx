/** Recovery codes, shown once: to be printed, copied, or written down. */
import { Layout, type PageProps } from './layout.tsx'

export interface RecoveryCodesPageProps extends PageProps {
  codes: readonly string[]
  /** Whether an authenticator app was set up with them. */
  isSetUp: boolean
  goOnUrl: string
}

export const RecoveryCodesPage = (props: RecoveryCodesPageProps) => {
  const { tenantName, lang, codes, isSetUp, goOnUrl } = props
  const words = lang.messages.recoveryCodes
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title}>
      {isSetUp && <output class="warning">{words.onTitle}</output>}
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      <ol class="codes">
        {codes.map((code) => (
          <li>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <strong>{words.once}</strong>
      </p>
      <a class="button primary" id="codes-kept" href={goOnUrl}>
        {words.goOn}
      </a>
    </Layout>
  )
}
