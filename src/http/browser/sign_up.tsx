/** `/signup`: an account of one's own. Asks for the address, mails a link there, and makes the account that the link is for. */
import { Hono } from 'hono'
import type { TurnstileFailure } from '../../domain/turnstile.ts'
import { withQuery } from '../../kernel/uri.ts'
import { LinkClosedPage } from '../../pages/link_closed.tsx'
import { NewAccountPage, type NewAccountFailure } from '../../pages/new_account.tsx'
import type { AddressFailure } from '../../pages/parts/address_notice.tsx'
import { SignUpAskedPage, SignUpPage } from '../../pages/sign_up.tsx'
import { askForAccount } from '../../people/sign_up/ask_for_account.ts'
import {
  makeAccount,
  readAccountLink,
  type OpenAccountLink,
} from '../../people/sign_up/make_account.ts'
import { signUpMode, termsToAccept } from '../../rules/sign_up.ts'
import { readNewAccount } from '../../spec/new_account.ts'
import type { World } from '../../stores/world.ts'
import { failureStatus } from './failure_status.ts'
import { html, noPage, pageProps, refusalPage } from './html_page.tsx'
import { stepUrl } from './outcome.tsx'
import { readOwnForm } from './own_form.ts'
import { readQuery } from './query.ts'
import { keepSignIn, keptErrand, signInUrl } from './recovering_cookie.ts'
import { answerEntered, visitOf } from './sign_in/entered.ts'
import { letThrough, turnstileOf } from './turnstile.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

export const signUpRoutes = () =>
  new Hono<BrowserEnv>()
    .use('/', async (c, next) => ((await mode(c.var.world)) === 'open' ? next() : noPage(c, 404)))
    .use(async (c, next) => ((await mode(c.var.world)) === 'off' ? noPage(c, 404) : next()))
    .get('/', onAsk)
    .post('/', onAsked)
    .get('/account', onLink)
    .post('/account', onAccount)

const mode = async ({ registry, mailer }: World) =>
  signUpMode(await registry.settings(), mailer !== null)

/** Where a page of this sign-in leads whoever has no account; nowhere where nobody may make one. */
export const signUpUrl = async (
  world: World,
  handle: string | undefined,
  uiLocales?: readonly string[],
): Promise<string | undefined> =>
  (await mode(world)) === 'open' ? signUpAddress(handle, uiLocales?.join(' ')) : undefined

/** With the sign-in to come back to, and the languages that its app wished for. */
const signUpAddress = (handle: string | undefined, uiLocales: string | undefined): string =>
  withQuery('/signup', {
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
  failure?: AddressFailure
  /** Nobody was found to be there. */
  unverified?: TurnstileFailure
}

async function askPage(
  c: BrowserContext,
  { handle, username, failure, unverified }: Asking,
): Promise<Response> {
  const turnstile = await turnstileOf(c, 'sign_up', unverified)
  const status = failureStatus(c, failure ?? unverified)
  const page = (
    <SignUpPage
      {...await pageProps(c)}
      action={signUpAddress(undefined, c.req.query('ui_locales'))}
      {...(handle !== undefined && { fields: { signin: handle } })}
      {...(username !== undefined && { username })}
      signInUrl={handle === undefined ? '/login' : stepUrl('login', handle)}
      {...(failure && { failure })}
      turnstile={turnstile}
    />
  )
  return html(c, page, { status, asksTurnstile: turnstile !== undefined })
}

async function onAsked(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const handle = form.value.get('signin')
  const username = (form.value.get('username') ?? '').slice(0, 320)
  const human = await letThrough(c, 'sign_up', form.value)
  if (!human.ok) return askPage(c, { handle, username, unverified: human.reason })
  const props = await pageProps(c)
  const asked = await askForAccount(c.var.world, username, props.lang.tag)
  if (!asked.ok) return askPage(c, { handle, username, failure: asked.reason })
  if (handle !== undefined) await keepSignIn(c, handle)
  const again = signUpAddress(handle, c.req.query('ui_locales'))
  return html(c, <SignUpAskedPage {...props} username={username.trim()} signUpUrl={again} />)
}

/** What a mail scanner does, too: it shows a form, and changes nothing. */
async function onLink(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  const sealed = query.value.get('link') ?? ''
  const link = await readAccountLink(c.var.world, sealed)
  return link.ok
    ? accountPage(c, { sealed, link: link.value, name: link.value.invitation?.claims.name })
    : closedPage(c)
}

async function onAccount(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const sealed = form.value.get('link') ?? ''
  const link = await readAccountLink(c.var.world, sealed)
  if (!link.ok) return closedPage(c)
  const shown = { sealed, link: link.value, name: form.value.get('name')?.slice(0, 200) }
  const account = readNewAccount(form.value)
  if (!account.ok) return accountPage(c, { ...shown, failure: { reason: account.reason } })
  const errand = await keptErrand(c)
  const made = await makeAccount(c.var.world, visitOf(c, errand), link.value, account.value)
  if (made.ok) return answerEntered(c, errand, made.value)
  const { reason: failure } = made
  return failure.reason === 'closed' ? closedPage(c) : accountPage(c, { ...shown, failure })
}

interface Shown {
  sealed: string
  link: OpenAccountLink
  /** As it was typed. */
  name?: string | undefined
  failure?: NewAccountFailure
}

async function accountPage(
  c: BrowserContext,
  { sealed, link, name, failure }: Shown,
): Promise<Response> {
  const settings = await c.var.world.registry.settings()
  const status = failureStatus(c, failure)
  const page = (
    <NewAccountPage
      {...await pageProps(c)}
      action="/signup/account"
      fields={{ link: sealed }}
      username={link.email}
      name={name}
      shortest={settings.password_min_length}
      termsUri={termsToAccept(settings)?.uri}
      {...(failure && { failure })}
    />
  )
  return html(c, page, { status })
}

async function closedPage(c: BrowserContext): Promise<Response> {
  const next = await signInUrl(c)
  return html(c, <LinkClosedPage {...await pageProps(c)} link="sign_up" nextUrl={next} />, {
    status: 400,
  })
}
