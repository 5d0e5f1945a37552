/** An address that leads nowhere (404), or that is not called like that (405). */
import { Layout, type PageProps } from './layout.tsx'
import { Facts } from './parts/facts.tsx'

export interface NoPageProps extends PageProps {
  status: 404 | 405
  requestId: string
}

export const NoPage = ({ tenantName, lang, status, requestId }: NoPageProps) => {
  const messages = lang.messages
  const { title, person } = status === 404 ? messages.notFound : messages.wrongMethod
  const code = status === 404 ? 'not_found' : 'method_not_allowed'
  return (
    <Layout tenantName={tenantName} lang={lang} title={title} hasFailed>
      <h1>{title}</h1>
      <p>{person}</p>
      <Facts
        facts={[
          [messages.error.code, <code>{code}</code>],
          [messages.error.requestId, <code>{requestId}</code>],
        ]}
      />
    </Layout>
  )
}
