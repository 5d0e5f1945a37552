/** Every refusal, its reason, and how to mend it: where error pages point, always in the version that is running. */
import { REFUSALS, type RefusalKey } from '../rules/refusals.ts'
import { Layout, type PageProps } from './layout.tsx'
import { RefusalFacts } from './parts/refusal_facts.tsx'

export const GUIDE_PATH = '/errors'

/** The entry of one refusal. */
export const guideTo = (refusal: RefusalKey): string => `${GUIDE_PATH}#${refusal}`

export const ErrorGuidePage = ({ tenantName, lang }: PageProps) => {
  const words = lang.messages.guide
  return (
    <Layout tenantName={tenantName} lang={lang} title={words.title} wide>
      <h1>{words.title}</h1>
      <p>{words.about}</p>
      {refusalKeys().map((refusal) => (
        <section id={refusal} class="developers">
          <h2>
            <a href={guideTo(refusal)}>{refusal}</a>
          </h2>
          <RefusalFacts refusal={refusal} lang={lang} />
        </section>
      ))}
    </Layout>
  )
}

const isRefusalKey = (key: string): key is RefusalKey => Object.hasOwn(REFUSALS, key)

const refusalKeys = (): RefusalKey[] => Object.keys(REFUSALS).filter(isRefusalKey).toSorted()
