/** `/login/link`: the link beside a mailed code, a way in or the second step of another. */
import { Hono } from 'hono'
import { mailedCode, spellMailedCode } from '../../../crypto/mailed_code.ts'
import type { CodeLink } from '../../../domain/mailed_code.ts'
import { err, type Result } from '../../../kernel/result.ts'
import { LinkClosedPage } from '../../../pages/link_closed.tsx'
import { ElsewherePage, MailedLinkPage } from '../../../pages/mailed_link.tsx'
import type { Entered } from '../../../people/sign_in/enter.ts'
import {
  isAnythingMailed,
  readCodeLink,
  signInByLink,
} from '../../../people/sign_in/mailed_code.ts'
import { proveByLink } from '../../../people/sign_in/second_factor_by_mail.ts'
import { html, noPage, pageProps, refusalPage } from '../html_page.tsx'
import { readQuery } from '../query.ts'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import { forgetCode, readCodeFor, readKeptCode } from './code_cookie.ts'
import { answerEntered, visitOf } from './entered.ts'
import { errandUrl, readErrandForm, type Errand } from './errand.ts'
import { readProven } from './proven.ts'

const PATH = '/login/link'

export const linkRoutes = () =>
  new Hono<BrowserEnv>()
    .use(async (c, next) => ((await isAnythingMailed(c.var.world)) ? next() : noPage(c, 404)))
    .get('/', onLink)
    .post('/', onLinkUsed)

/** What a mail scanner does, too: it changes nothing, and asks nobody. */
async function onLink(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  const sealed = query.value.get('link') ?? ''
  const link = await readCodeLink(c.var.world, sealed)
  if (!link) return closedPage(c, '/login')
  const props = await pageProps(c)
  const kept = await readKeptCode(c)
  if (kept?.id !== link.id) {
    const code = await mailedCode(await c.var.world.registry.keys(), link.id)
    return html(c, <ElsewherePage {...props} code={spellMailedCode(code)} />)
  }
  const page = (
    <MailedLinkPage
      {...props}
      action={PATH}
      fields={{ ...kept.fields, link: sealed }}
      username={kept.username}
    />
  )
  return html(c, page)
}

async function onLinkUsed(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const link = await readCodeLink(c.var.world, fields.get('link') ?? '')
  const entered = link ? await enterByLink(c, errand, link) : err('closed')
  if (!entered.ok) return closedPage(c, errandUrl('/login', errand))
  forgetCode(c)
  return answerEntered(c, errand, entered.value)
}

/** As far as the code beside it would have led, in the browser that asked. */
async function enterByLink(
  c: BrowserContext,
  errand: Errand,
  link: CodeLink,
): Promise<Result<Entered, 'closed'>> {
  const { world } = c.var
  const visit = visitOf(c, errand)
  const asked = await readCodeFor(c, errand, 'sign_in')
  if (asked?.id === link.id) return signInByLink(world, visit, asked, link)
  const second = await readCodeFor(c, errand, 'second_factor')
  const proven = await readProven(c, errand)
  return second?.id === link.id && proven ? proveByLink(world, visit, proven, link) : err('closed')
}

const closedPage = async (c: BrowserContext, signInUrl: string): Promise<Response> =>
  html(c, <LinkClosedPage {...await pageProps(c)} link="sign_in" nextUrl={signInUrl} />, {
    status: 400,
  })
