/** `/login`: who is it, and can they prove it. With `signin`, for an app; without, for nothing but a session. */
import { Hono } from 'hono'
import type { TurnstileFailure } from '../../domain/turnstile.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ChooseAccountPage } from '../../pages/choose_account.tsx'
import type { AttemptFailure } from '../../pages/parts/attempt_notice.tsx'
import { SignInPage } from '../../pages/sign_in.tsx'
import { mayEnterByMail } from '../../people/sign_in/mailed_code.ts'
import { signInWithPassword } from '../../people/sign_in/password.ts'
import { clientOfSignIn, continueSignIn } from '../../protocol/authorization/sign_in_under_way.ts'
import { isWantedPerson } from '../../protocol/authorization/wanted_person.ts'
import type { World } from '../../stores/world.ts'
import { standingAccounts, type ShownAccount } from './accounts.ts'
import { failureStatus } from './failure_status.ts'
import { html, pageProps } from './html_page.tsx'
import { seeOther } from './outcome.tsx'
import { answerProgress } from './progress.tsx'
import { recoverUrl } from './recover.tsx'
import { sendCode } from './sign_in/code.tsx'
import { signUpUrl } from './sign_up.tsx'
import { answerEntered, visitOf } from './sign_in/entered.ts'
import {
  errandUrl,
  purposeFields,
  goOnAs,
  readErrand,
  readErrandForm,
  type AppErrand,
  type Errand,
} from './sign_in/errand.ts'
import { askingOf, type SignInStep } from './sign_in_step.ts'
import { letThrough, turnstileOf } from './turnstile.ts'
import { upstreamLinks } from './upstream/links.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

export const loginRoutes = () => new Hono<BrowserEnv>().get('/', onGet).post('/', onPost)

async function onGet(c: BrowserContext): Promise<Response> {
  const asked = await readErrand(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const isToProve = fields.get('prove') === 'again'
  if (errand.for === 'page' || isToProve) return ownPage(c, errand, isToProve)
  // Somebody else than who is signed in was asked for.
  if (fields.get('account') === 'other') return signInPage(c, { errand })
  return whoPage(c, errand)
}

/** The empty form, or for who is signed in and is to prove it again, their own. */
async function ownPage(c: BrowserContext, errand: Errand, isToProve: boolean): Promise<Response> {
  const { sessions } = errand
  const shown = isToProve ? await standingAccounts(c.var.world, sessions) : []
  const account = shown.find(({ account: { sub } }) => sub === sessions.active?.sub)
  return signInPage(c, { errand, ...(account && { account }) })
}

/** The account to choose, the one to confirm, or the empty form. */
async function whoPage(c: BrowserContext, errand: AppErrand): Promise<Response> {
  const { world } = c.var
  const { step } = errand
  const { kept } = step.signIn
  const shown = await fittingAccounts(world, step)
  const active = shown.find(({ account }) => account.sub === step.sessions.active?.sub)
  const mayChoose = kept.parameters.prompt.includes('select_account') || !active
  if (shown.length > 0 && mayChoose && !kept.mustProve) return choosePage(c, step, shown)
  if (!active) return signInPage(c, { errand })
  const progress = await continueSignIn(world, step.signIn, active.account, false)
  return progress.kind === 'login'
    ? signInPage(c, { errand, account: active })
    : answerProgress(c, step, progress)
}

/** Those whom the request may be answered for: all, unless it names one person. */
async function fittingAccounts(
  world: World,
  { signIn, sessions }: SignInStep,
): Promise<ShownAccount[]> {
  const client = clientOfSignIn(signIn)
  const { wantedSub } = signIn.kept
  const standing = await standingAccounts(world, sessions)
  const fits = await Promise.all(
    standing.map(({ account }) => isWantedPerson(world, client, account.sub, wantedSub)),
  )
  return standing.filter((_, at) => fits[at])
}

async function choosePage(
  c: BrowserContext,
  { handle, signIn }: SignInStep,
  shown: readonly ShownAccount[],
): Promise<Response> {
  const props = await pageProps(c, signIn.kept.parameters.ui_locales)
  const { asking, policy } = askingOf(signIn)
  const accounts = shown.map(({ username, name, account }) => ({
    username,
    name,
    value: account.sub,
  }))
  const fields = { signin: handle }
  return html(
    c,
    <ChooseAccountPage
      {...props}
      action="/login"
      fields={fields}
      asking={asking}
      accounts={accounts}
    />,
    policy,
  )
}

interface Shown {
  errand: Errand
  username?: string
  /** Signed in already, and to prove it again. */
  account?: ShownAccount
  failure?: AttemptFailure | { reason: 'name_missing' }
  /** Nobody was found to be there. */
  unverified?: TurnstileFailure
  /** The name was given on a page of its own. */
  isNamed?: boolean
}

async function signInPage(
  c: BrowserContext,
  { errand, username, account, failure, unverified, isNamed = false }: Shown,
): Promise<Response> {
  const step = errand.for === 'app' ? errand.step : undefined
  const parameters = step?.signIn.kept.parameters
  const props = await pageProps(c, parameters?.ui_locales)
  const { asking, policy } = step ? askingOf(step.signIn) : {}
  const settings = await c.var.world.registry.settings()
  // A page that asks for the name alone costs us nothing.
  const isNameAlone = settings.sign_in_form === 'identifier_first' && !account && !isNamed
  const turnstile = isNameAlone ? undefined : await turnstileOf(c, 'sign_in', unverified)
  const status = failureStatus(c, failure ?? unverified)
  const asksForPasskeys = settings.passkeys === 'offered'
  const page = (
    <SignInPage
      {...props}
      action="/login"
      fields={purposeFields(errand)}
      {...(settings.sign_in_form === 'identifier_first' &&
        !account && {
          step: isNameAlone ? 'identify' : 'prove',
          againUrl: errandUrl('/login', errand),
        })}
      arePasskeysOff={!asksForPasskeys}
      isMailOffered={await mayEnterByMail(c.var.world)}
      {...(settings.remember_me && { remember: errand.remember ?? errand.sessions.isKept })}
      {...(asking && { asking })}
      username={username ?? parameters?.login_hint}
      {...(account && { account: { username: account.username, name: account.name } })}
      recoverUrl={recoverUrl(c.var.world, step?.handle, parameters?.ui_locales)}
      signUpUrl={
        account ? undefined : await signUpUrl(c.var.world, step?.handle, parameters?.ui_locales)
      }
      upstreams={await upstreamLinks(c.var.world, errand, account !== undefined)}
      {...(failure && { failure })}
      turnstile={turnstile}
    />
  )
  const asksTurnstile = turnstile !== undefined
  return html(c, page, { ...policy, asksForPasskeys, asksTurnstile, status })
}

async function onPost(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const chosen = fields.get('account')
  if (chosen === undefined) return signIn(c, errand, fields)
  const account = errand.sessions.accounts.find(({ sub }) => sub === chosen)
  return account && errand.for === 'app'
    ? goOnAs(c, errand, account)
    : seeOther(c, errandUrl('/login', errand, { account: 'other' }))
}

async function signIn(c: BrowserContext, asked: Errand, fields: Parameters): Promise<Response> {
  const { world } = c.var
  const username = fields.get('username') ?? ''
  const { sign_in_form: form } = await world.registry.settings()
  const isByMail = fields.get('way') === 'code' && (await mayEnterByMail(world))
  const isToProve = form === 'combined' || fields.has('password') || isByMail
  // Whoever there may be of that name: nobody is asked.
  if (!isToProve) return namedPage(c, asked, username)
  const errand = { ...asked, remember: asked.remember ?? false }
  const human = await letThrough(c, 'sign_in', fields)
  if (!human.ok) return signInPage(c, { errand, username, isNamed: true, unverified: human.reason })
  if (isByMail) return signInByMail(c, errand, username)
  const password = fields.get('password') ?? ''
  const visit = visitOf(c, errand)
  const entered = await signInWithPassword(world, visit, { username, password })
  return entered.ok
    ? answerEntered(c, errand, entered.value)
    : signInPage(c, { errand, username, isNamed: true, failure: entered.reason })
}

const namedPage = (c: BrowserContext, errand: Errand, username: string): Promise<Response> =>
  username === ''
    ? signInPage(c, { errand, failure: { reason: 'name_missing' } })
    : signInPage(c, { errand, username, isNamed: true })

async function signInByMail(
  c: BrowserContext,
  errand: Errand,
  username: string,
): Promise<Response> {
  if (username === '') return signInPage(c, { errand, failure: { reason: 'name_missing' } })
  const sent = await sendCode(c, errand, username)
  if (!('wait' in sent)) return sent
  const failure = { reason: 'wait', seconds: sent.wait } as const
  return signInPage(c, { errand, username, isNamed: true, failure })
}
