/** `/login/newcomer`: somebody whom another provider has proven and nobody here knows. */
import { NewcomerPage } from '../../../pages/newcomer.tsx'
import { enter } from '../../../people/sign_in/enter.ts'
import { welcome } from '../../../people/upstream/welcome.ts'
import { html, pageProps, refusalPage } from '../html_page.tsx'
import { readOwnForm } from '../own_form.ts'
import { answerEntered, visitOf } from '../sign_in/entered.ts'
import { errandOf } from '../sign_in/errand.ts'
import type { BrowserContext } from '../world.ts'
import { failedPage, signInUrlOf } from './failed.tsx'
import { readNewcomer, takeNewcomer } from './newcomer_cookie.ts'

export async function newcomerPage(c: BrowserContext): Promise<Response> {
  const newcomer = await readNewcomer(c)
  if (!newcomer) return nobodyNew(c)
  const { identity, isAddressKnown, mayCreate, errand } = newcomer
  const page = (
    <NewcomerPage
      {...await pageProps(c)}
      provider={identity.provider}
      label={identity.label}
      isAddressKnown={isAddressKnown}
      linkUrl="/login?next=link"
      createAction={mayCreate ? '/login/newcomer' : undefined}
      backUrl={signInUrlOf(errand)}
    />
  )
  return html(c, page)
}

/** A new account, without the address that nobody has proven. */
export async function createNewcomer(c: BrowserContext): Promise<Response> {
  const { world } = c.var
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const newcomer = await takeNewcomer(c)
  if (!newcomer?.mayCreate) return nobodyNew(c)
  const { upstream, identity, claims, errand: fields } = newcomer
  const asked = await errandOf(c, new Map(Object.entries(fields)))
  if (!asked.ok) return asked.reason
  const welcomed = await welcome(world, upstream, { identity, claims })
  const proof = { method: 'upstream', identity } as const
  const { errand } = asked.value
  const entered = welcomed.ok
    ? await enter(world, visitOf(c, errand), { ...welcomed.value, proof, onto: [] })
    : welcomed
  return entered.ok
    ? answerEntered(c, errand, entered.value)
    : failedPage(c, {
        provider: identity.provider,
        failure: { reason: 'failed', cause: entered.reason },
        backUrl: signInUrlOf(fields),
      })
}

const nobodyNew = (c: BrowserContext): Promise<Response> =>
  failedPage(c, { failure: { reason: 'not_here', cause: 'newcomer' } })
