/** `GET /login/with/{upstream}`: on to another provider. */
import { beginUpstream } from '../../../people/upstream/begin.ts'
import { noPage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { errandUrl, fieldsOfErrand, readErrand } from '../sign_in/errand.ts'
import type { BrowserContext } from '../world.ts'
import { failedPage } from './failed.tsx'
import { enabledUpstream } from './links.ts'
import { bindState } from './state.ts'

export async function onWith(c: BrowserContext): Promise<Response> {
  const { world } = c.var
  const upstream = await enabledUpstream(world, c.req.param('upstream') ?? '')
  if (!upstream) return noPage(c, 404)
  const asked = await readErrand(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const backUrl = errandUrl('/login', errand)
  if (!isAskedHere(c)) return seeOther(c, backUrl)
  const purpose = { kind: 'sign_in', errand: fieldsOfErrand(errand) } as const
  const mustProve = errand.for === 'app' && errand.step.signIn.kept.mustProve
  const again = mustProve || fields.get('prove') === 'again'
  const begun = await beginUpstream(world, upstream, purpose, again)
  if (!begun.ok) {
    return failedPage(c, { provider: upstream.name, failure: begun.reason, backUrl })
  }
  const { address, urlWith } = begun.value
  return seeOther(c, urlWith(await bindState(c, address)).href)
}

/**
 * Whether a person has asked for it on a page of ours: neither another site, which could sign somebody in as whom it likes
 * (RFC 9700 §4.7), nor a browser ahead of its time.
 */
function isAskedHere(c: BrowserContext): boolean {
  const site = c.req.header('Sec-Fetch-Site') ?? 'none'
  return ['none', 'same-origin'].includes(site) && c.req.header('Sec-Purpose') === undefined
}
