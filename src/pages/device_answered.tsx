/** The end of a sign-in for a device: the person goes back to it by themselves. */
import { Layout, type PageProps } from './layout.tsx'
import { AppName, type App } from './parts/app.tsx'
import { Phrase } from './parts/phrase.tsx'

export interface DeviceAnsweredPageProps extends PageProps {
  app: App
  answer: 'approved' | 'denied'
}

export const DeviceAnsweredPage = ({ tenantName, lang, app, answer }: DeviceAnsweredPageProps) => {
  const words = lang.messages.deviceAnswered
  return (
    <Layout tenantName={tenantName} lang={lang} title={words[answer]}>
      <h1>{words[answer]}</h1>
      <p>
        <Phrase text={words[`${answer}Effect`]} slots={{ app: <AppName app={app} /> }} />
      </p>
    </Layout>
  )
}
