/** `/login`: who is it, and can they prove it. With `signin`, for an app; without, for nothing but a session. */
import { Hono } from 'hono'
import type { Parameters } from '../../kernel/form.ts'
import type { Sub } from '../../kernel/ids.ts'
import { ChooseAccountPage } from '../../pages/choose_account.tsx'
import type { AttemptFailure } from '../../pages/parts/attempt_notice.tsx'
import { SignInPage } from '../../pages/sign_in.tsx'
import { signInWithPassword } from '../../people/sign_in/password.ts'
import type { ActiveAccount } from '../../protocol/authorization/approval.ts'
import { clientOfSignIn, continueSignIn } from '../../protocol/authorization/sign_in_under_way.ts'
import { isWantedPerson } from '../../protocol/authorization/wanted_person.ts'
import type { World } from '../../stores/world.ts'
import { standingAccounts, type ShownAccount } from './accounts.ts'
import { html, pageProps, refusalPage } from './html_page.tsx'
import { seeOther, stepUrl } from './outcome.tsx'
import { readOwnForm } from './own_form.ts'
import { answerProgress } from './progress.tsx'
import { readQuery } from './query.ts'
import { recoverUrl } from './recover.tsx'
import { readSessions, withAccount, writeSessions, type BrowserSessions } from './session_cookie.ts'
import { askingOf, readSignInStep, stepRefused, type SignInStep } from './sign_in_step.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

export const loginRoutes = () => new Hono<BrowserEnv>().get('/', onGet).post('/', onPost)

async function onGet(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  if (!query.value.has('signin')) return signInPage(c, { next: query.value.get('next') })
  const step = await readSignInStep(c, query.value)
  if (!step.ok) return stepRefused(c, step.reason)
  // Somebody else than who is signed in was asked for.
  if (query.value.get('account') === 'other') return signInPage(c, { step: step.value })
  return whoPage(c, step.value)
}

/** The account to choose, the one to confirm, or the empty form. */
async function whoPage(c: BrowserContext, step: SignInStep): Promise<Response> {
  const { world } = c.var
  const { kept } = step.signIn
  const shown = await fittingAccounts(world, step)
  const active = shown.find(({ account }) => account.sub === step.sessions.active?.sub)
  const mayChoose = kept.parameters.prompt.includes('select_account') || !active
  if (shown.length > 0 && mayChoose && !kept.mustProve) return choosePage(c, step, shown)
  if (!active) return signInPage(c, { step })
  const progress = await continueSignIn(world, step.signIn, active.account, false)
  return progress.kind === 'login'
    ? signInPage(c, { step, account: active })
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

/** Where a person who comes by themselves wants to go: a word of ours, never an address. */
const AFTERWARDS: ReadonlyMap<string, string> = new Map([['account', '/account']])

interface Shown {
  step?: SignInStep
  next?: string | undefined
  username?: string
  /** Signed in already, and to prove it again. */
  account?: ShownAccount
  failure?: AttemptFailure
}

async function signInPage(
  c: BrowserContext,
  { step, next, username, account, failure }: Shown,
): Promise<Response> {
  const parameters = step?.signIn.kept.parameters
  const props = await pageProps(c, parameters?.ui_locales)
  const { asking, policy } = step ? askingOf(step.signIn) : {}
  const isWaiting = failure?.reason === 'wait'
  if (isWaiting) c.header('Retry-After', String(failure.seconds))
  const page = (
    <SignInPage
      {...props}
      action="/login"
      {...(step && { fields: { signin: step.handle } })}
      {...(next !== undefined && AFTERWARDS.has(next) && { fields: { next } })}
      {...(asking && { asking })}
      username={username ?? parameters?.login_hint}
      {...(account && { account: { username: account.username, name: account.name } })}
      recoverUrl={recoverUrl(c.var.world, step?.handle)}
      {...(failure && { failure })}
    />
  )
  return html(c, page, { ...policy, status: failure ? (isWaiting ? 429 : 400) : 200 })
}

async function onPost(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const fields = form.value
  if (!fields.has('signin')) return signInAlone(c, fields)
  const step = await readSignInStep(c, fields)
  if (!step.ok) return stepRefused(c, step.reason)
  const chosen = fields.get('account')
  if (chosen === 'other') {
    return seeOther(c, `${stepUrl('login', step.value.handle)}&account=other`)
  }
  return chosen === undefined
    ? signInFor(c, step.value, fields)
    : goOnAs(
        c,
        step.value,
        step.value.sessions.accounts.find(({ sub }) => sub === chosen),
      )
}

async function signInFor(
  c: BrowserContext,
  step: SignInStep,
  fields: Parameters,
): Promise<Response> {
  const signedIn = await provePassword(c, step.sessions, fields, step.signIn.address.id)
  return signedIn.ok
    ? goOnAs(c, step, signedIn.value)
    : signInPage(c, { step, username: fields.get('username') ?? '', failure: signedIn.reason })
}

/** The account is the active one from now on, and the sign-in goes on with it. */
async function goOnAs(
  c: BrowserContext,
  step: SignInStep,
  account: ActiveAccount | undefined,
): Promise<Response> {
  if (!account) return seeOther(c, `${stepUrl('login', step.handle)}&account=other`)
  const sessions = withAccount(step.sessions, account)
  await writeSessions(c, sessions)
  const progress = await continueSignIn(c.var.world, step.signIn, account, false)
  return progress.kind === 'login' || progress.kind === 'consent'
    ? seeOther(c, stepUrl(progress.kind, step.handle))
    : answerProgress(c, { ...step, sessions }, progress)
}

/** A person who comes by themselves: signed in, they see the first page, or their own. */
async function signInAlone(c: BrowserContext, fields: Parameters): Promise<Response> {
  const sessions = await readSessions(c)
  const next = fields.get('next')
  const signedIn = await provePassword(c, sessions, fields, '')
  if (!signedIn.ok) {
    return signInPage(c, { next, username: fields.get('username') ?? '', failure: signedIn.reason })
  }
  await writeSessions(c, withAccount(sessions, signedIn.value))
  return seeOther(c, AFTERWARDS.get(next ?? '') ?? '/')
}

function provePassword(
  c: BrowserContext,
  { accounts }: BrowserSessions,
  fields: Parameters,
  provedFor: string,
) {
  const country = c.req.raw.cf?.['country']
  return signInWithPassword(c.var.world, {
    username: fields.get('username') ?? '',
    password: fields.get('password') ?? '',
    sessionOf: (sub: Sub) => accounts.find((account) => account.sub === sub)?.session,
    provedFor,
    device: {
      userAgent: (c.req.header('User-Agent') ?? '').slice(0, 256),
      ...(typeof country === 'string' && { country }),
    },
  })
}
