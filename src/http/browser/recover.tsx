/** `/recover`: a forgotten password. Asks for the address, mails a link, and takes the new password that the link is for. */
import { Hono } from 'hono'
import type { TurnstileFailure } from '../../domain/turnstile.ts'
import { withQuery } from '../../kernel/uri.ts'
import { LinkClosedPage } from '../../pages/link_closed.tsx'
import {
  NewPasswordPage,
  PasswordChangedPage,
  type NewPasswordFailure,
} from '../../pages/new_password.tsx'
import { RecoverAskedPage, RecoverPage } from '../../pages/recover.tsx'
import { askForLink } from '../../people/recovery/ask_for_link.ts'
import { readLink, resetPassword, type OpenLink } from '../../people/recovery/reset_password.ts'
import type { World } from '../../stores/world.ts'
import { failureStatus } from './failure_status.ts'
import { html, noPage, pageProps, readersLanguage, refusalPage } from './html_page.tsx'
import { seeOther, stepUrl } from './outcome.tsx'
import { readOwnForm } from './own_form.ts'
import { readQuery } from './query.ts'
import { keepSignIn, signInUrl } from './recovering_cookie.ts'
import { letThrough, turnstileOf } from './turnstile.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

export const recoverRoutes = () =>
  new Hono<BrowserEnv>()
    .use(async (c, next) => (c.var.world.mailer ? next() : noPage(c, 404)))
    .get('/', onAsk)
    .post('/', onAsked)
    .get('/password', onLink)
    .post('/password', onPassword)
    .get('/changed', onChanged)

/** Where a page of this sign-in leads whoever forgot the password; nowhere without mail. */
export const recoverUrl = (
  { mailer }: World,
  handle: string | undefined,
  uiLocales?: readonly string[],
): string | undefined => (mailer ? recoverAddress(handle, uiLocales?.join(' ')) : undefined)

/** With the sign-in to come back to, and the languages that its app wished for. */
const recoverAddress = (handle: string | undefined, uiLocales: string | undefined): string =>
  withQuery('/recover', {
    ...(handle !== undefined && { signin: handle }),
    ...(uiLocales && { ui_locales: uiLocales }),
  })

async function onAsk(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  return query.ok ? askPage(c, { handle: query.value.get('signin') }) : refusalPage(c, query.reason)
}

interface Asking {
  handle: string | undefined
  username?: string
  failure?: { reason: 'wait'; seconds: number }
  /** Nobody was found to be there. */
  unverified?: TurnstileFailure
}

async function askPage(
  c: BrowserContext,
  { handle, username, failure, unverified }: Asking,
): Promise<Response> {
  const turnstile = await turnstileOf(c, 'recovery', unverified)
  const status = failureStatus(c, failure ?? unverified)
  const page = (
    <RecoverPage
      {...await pageProps(c)}
      action={recoverAddress(undefined, c.req.query('ui_locales'))}
      {...(handle !== undefined && { fields: { signin: handle } })}
      signInUrl={handle === undefined ? '/login' : stepUrl('login', handle)}
      {...(username !== undefined && { username })}
      {...(failure && { wait: failure.seconds })}
      turnstile={turnstile}
    />
  )
  return html(c, page, { status, asksTurnstile: turnstile !== undefined })
}

async function onAsked(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const handle = form.value.get('signin')
  const username = form.value.get('username') ?? ''
  const typed = { handle, username: username.slice(0, 254) }
  const human = await letThrough(c, 'recovery', form.value)
  if (!human.ok) return askPage(c, { ...typed, unverified: human.reason })
  const props = await pageProps(c)
  const asked = await askForLink(c.var.world, username, props.lang.tag)
  if (!asked.ok) {
    return askPage(c, { ...typed, failure: { reason: 'wait', seconds: asked.reason.wait } })
  }
  if (handle !== undefined) await keepSignIn(c, handle)
  const page = (
    <RecoverAskedPage
      {...props}
      username={typed.username}
      recoverUrl={recoverAddress(handle, c.req.query('ui_locales'))}
    />
  )
  return html(c, page)
}

/** What a mail scanner does, too: it shows a form, and changes nothing. */
async function onLink(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  const sealed = query.value.get('link') ?? ''
  const open = await readLink(c.var.world, sealed)
  return open.ok ? passwordPage(c, sealed, open.value) : closedPage(c)
}

async function onPassword(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const sealed = form.value.get('link') ?? ''
  const open = await readLink(c.var.world, sealed)
  if (!open.ok) return closedPage(c)
  const lang = await readersLanguage(c)
  const password = form.value.get('password') ?? ''
  const reset = await resetPassword(c.var.world, open.value, password, lang)
  if (reset.ok) return seeOther(c, '/recover/changed')
  return reset.reason.reason === 'closed'
    ? closedPage(c)
    : passwordPage(c, sealed, open.value, reset.reason)
}

async function passwordPage(
  c: BrowserContext,
  sealed: string,
  { email }: OpenLink,
  failure?: NewPasswordFailure,
): Promise<Response> {
  const status = failureStatus(c, failure)
  const { password_min_length: shortest } = await c.var.world.registry.settings()
  const page = (
    <NewPasswordPage
      {...await pageProps(c)}
      action="/recover/password"
      fields={{ link: sealed }}
      username={email}
      shortest={shortest}
      {...(failure && { failure })}
    />
  )
  return html(c, page, { status })
}

async function closedPage(c: BrowserContext): Promise<Response> {
  return html(c, <LinkClosedPage {...await pageProps(c)} link="password" nextUrl="/recover" />, {
    status: 400,
  })
}

async function onChanged(c: BrowserContext): Promise<Response> {
  const next = await signInUrl(c)
  return html(c, <PasswordChangedPage {...await pageProps(c)} signInUrl={next} />)
}
