/** `/login/code` and `/login/link`: signing in by a mail, in the browser that asked for it. */
import { Hono } from 'hono'
import { mailedCode, spellMailedCode } from '../../../crypto/mailed_code.ts'
import { MailedCodePage, type CodeFailure } from '../../../pages/mailed_code.tsx'
import { ElsewherePage, MailedLinkPage, SignInLinkClosedPage } from '../../../pages/mailed_link.tsx'
import {
  askForCode,
  isAnythingMailed,
  mayEnterByMail,
  readCodeLink,
  signInByCode,
  signInByLink,
} from '../../../people/sign_in/mailed_code.ts'
import type { Entered } from '../../../people/sign_in/enter.ts'
import { proveByLink } from '../../../people/sign_in/second_factor_by_mail.ts'
import { err, type Result } from '../../../kernel/result.ts'
import type { CodeLink } from '../../../domain/mailed_code.ts'
import { html, noPage, pageProps, refusalPage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { readQuery } from '../query.ts'
import { askingOf } from '../sign_in_step.ts'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import {
  forgetCode,
  keepCode,
  pauseAfter,
  readCodeFor,
  readKeptCode,
  type KeptCode,
} from './code_cookie.ts'
import { answerEntered, visitOf } from './entered.ts'
import { errandUrl, fieldsOfErrand, readErrand, readErrandForm, type Errand } from './errand.ts'
import { readProven } from './proven.ts'

const PATH = '/login/code'

export const codeRoutes = () => {
  const routes = new Hono<BrowserEnv>()
  routes.use('/code', async (c, next) =>
    (await mayEnterByMail(c.var.world)) ? next() : noPage(c, 404),
  )
  routes.use('/link', async (c, next) =>
    (await isAnythingMailed(c.var.world)) ? next() : noPage(c, 404),
  )
  return routes
    .get('/code', onAsked)
    .post('/code', onTyped)
    .get('/link', onLink)
    .post('/link', onLinkUsed)
}

/**
 * Has a code mailed, and goes to where it is typed.
 * @returns how long to wait, where too many were asked for from one place
 */
export async function sendCode(
  c: BrowserContext,
  errand: Errand,
  username: string,
): Promise<Response | { wait: number }> {
  const { lang } = await pageProps(c, localesOf(errand))
  const asked = await askForCode(c.var.world, username.slice(0, 254), lang)
  if (!asked.ok) return asked.reason
  await keepCode(c, errand, asked.value)
  return seeOther(c, errandUrl(PATH, errand))
}

async function onAsked(c: BrowserContext): Promise<Response> {
  const asked = await readErrand(c)
  if (!asked.ok) return asked.reason
  const { errand } = asked.value
  const kept = await readCodeFor(c, errand, 'sign_in')
  return kept ? codePage(c, errand, kept) : seeOther(c, errandUrl('/login', errand))
}

async function onTyped(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const kept = await readCodeFor(c, errand, 'sign_in')
  if (!kept) return seeOther(c, errandUrl('/login', errand))
  if (fields.has('again')) return sendAgain(c, errand, kept)
  const typed = fields.get('code') ?? ''
  const entered = await signInByCode(c.var.world, visitOf(c, errand), kept, typed)
  if (!entered.ok) return codePage(c, errand, kept, entered.reason)
  forgetCode(c)
  return answerEntered(c, errand, entered.value)
}

async function sendAgain(c: BrowserContext, errand: Errand, kept: KeptCode): Promise<Response> {
  const seconds = pauseAfter(c, kept)
  if (seconds > 0) return codePage(c, errand, kept, { reason: 'soon', seconds })
  const sent = await sendCode(c, errand, kept.username)
  return 'wait' in sent ? codePage(c, errand, kept, { reason: 'soon', seconds: sent.wait }) : sent
}

async function codePage(
  c: BrowserContext,
  errand: Errand,
  { username }: KeptCode,
  failure?: CodeFailure,
): Promise<Response> {
  const { asking, policy } = errand.for === 'app' ? askingOf(errand.step.signIn) : {}
  const isWaiting = failure !== undefined && failure.reason !== 'refused'
  if (isWaiting) c.header('Retry-After', String(failure.seconds))
  const page = (
    <MailedCodePage
      {...await pageProps(c, localesOf(errand))}
      action={PATH}
      fields={fieldsOfErrand(errand)}
      {...(asking && { asking })}
      username={username}
      signInUrl={errandUrl('/login', errand)}
      {...(failure && { failure })}
    />
  )
  return html(c, page, { ...policy, status: failure ? (isWaiting ? 429 : 400) : 200 })
}

const localesOf = (errand: Errand): readonly string[] =>
  errand.for === 'app' ? errand.step.signIn.kept.parameters.ui_locales : []

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
      action="/login/link"
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
  html(c, <SignInLinkClosedPage {...await pageProps(c)} signInUrl={signInUrl} />, { status: 400 })
