/** `/login/code`: a code is mailed, and typed in the browser that asked for it. */
import { Hono } from 'hono'
import { MailedCodePage, type CodeFailure } from '../../../pages/mailed_code.tsx'
import { askForCode, mayEnterByMail, signInByCode } from '../../../people/sign_in/mailed_code.ts'
import { failureStatus } from '../failure_status.ts'
import { html, noPage, pageProps, readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { askingOf } from '../sign_in_step.ts'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import { forgetCode, keepCode, pauseAfter, readCodeFor, type KeptCode } from './code_cookie.ts'
import { answerEntered, visitOf } from './entered.ts'
import { errandUrl, fieldsOfErrand, readErrand, readErrandForm, type Errand } from './errand.ts'

const PATH = '/login/code'

export const codeRoutes = () =>
  new Hono<BrowserEnv>()
    .use(async (c, next) => ((await mayEnterByMail(c.var.world)) ? next() : noPage(c, 404)))
    .get('/', onAsked)
    .post('/', onTyped)

/**
 * Has a code mailed, and goes to where it is typed.
 * @returns how long to wait, where too many were asked for from one place
 */
export async function sendCode(
  c: BrowserContext,
  errand: Errand,
  username: string,
): Promise<Response | { wait: number }> {
  const lang = await readersLanguage(c, localesOf(errand))
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
  const status = failureStatus(c, failure)
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
  return html(c, page, { ...policy, status })
}

const localesOf = (errand: Errand): readonly string[] =>
  errand.for === 'app' ? errand.step.signIn.kept.parameters.ui_locales : []
