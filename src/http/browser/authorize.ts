/** `/oauth/authorize` (RFC 6749 §3.1, OpenID Connect Core §3.1.2.1). */
import { Hono } from 'hono'
import type { Parameters } from '../../kernel/form.ts'
import { authorize } from '../../protocol/authorization/authorize.ts'
import { keepBrowserState } from './browser_state.ts'
import { refusalPage } from './html_page.tsx'
import { answerOutcome, seeOther } from './outcome.tsx'
import { readForm } from '../form_body.ts'
import { readQuery } from './query.ts'
import { lifetimeOf, readSessions } from './session_cookie.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

/** What fits into an address everywhere on the way of a browser. */
const LONGEST_QUERY = 14 * 1024

export const authorizeRoutes = () => new Hono<BrowserEnv>().get('/', onGet).post('/', onPost)

async function onGet(c: BrowserContext): Promise<Response> {
  const { world } = c.var
  // A browser that only guesses where its person may go next spends nothing and gets nothing.
  if (/prefetch|prerender/i.test(c.req.header('Sec-Purpose') ?? c.req.header('Purpose') ?? '')) {
    return c.body(null, 503, { 'Cache-Control': 'no-store' })
  }
  const parameters = readQuery(c)
  if (!parameters.ok) return refusalPage(c, parameters.reason)
  if (!(await world.registry.settings()).oauth_enabled) {
    return refusalPage(c, { key: 'oauth_closed' })
  }
  const { active, isKept } = await readSessions(c)
  await keepBrowserState(c, active, await lifetimeOf(c, isKept))
  return answerOutcome(c, await authorize(world, parameters.value, active))
}

/**
 * A form that another site posts comes without our cookies, so nothing is judged here: the browser is sent on to the
 * same request by GET, where they are (docs/decisions/0004).
 */
async function onPost(c: BrowserContext): Promise<Response> {
  const body = await readForm(c.req.raw)
  if (!body.ok) return refusalPage(c, body.reason)
  const inUrl = readQuery(c)
  if (!inUrl.ok || overlap(inUrl.value, body.value)) {
    return refusalPage(c, { key: 'parameter_repeated' })
  }
  const query = new URLSearchParams([...inUrl.value, ...body.value]).toString()
  if (query.length > LONGEST_QUERY) return refusalPage(c, { key: 'request_too_long' })
  return seeOther(c, `/oauth/authorize?${query}`)
}

const overlap = (one: Parameters, other: Parameters): boolean =>
  [...one.keys()].some((name) => other.has(name))
