/**
 * `/login/terms`: the tenant's terms, where somebody has not accepted them as they are now. Posts `account`, `version` and
 * `decision`: what is accepted is what was shown, by whom it was shown to.
 */
import { Hono } from 'hono'
import type { SignedInAccount } from '../../../domain/approval.ts'
import { TermsPage } from '../../../pages/terms.tsx'
import { ownSession } from '../../../people/accounts/own_session.ts'
import type { ActiveAccount } from '../../../protocol/authorization/approval.ts'
import { continueSignIn, declineSignIn } from '../../../protocol/authorization/sign_in_under_way.ts'
import { termsToAccept, type Terms } from '../../../rules/sign_up.ts'
import { html, pageProps } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { answerProgress } from '../progress.tsx'
import { askingOf } from '../sign_in_step.ts'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import {
  errandUrl,
  fieldsOfErrand,
  goOnAs,
  readErrand,
  readErrandForm,
  TERMS_URL,
  type AppErrand,
  type Errand,
} from './errand.ts'

export const termsRoutes = () => new Hono<BrowserEnv>().get('/', onGet).post('/', onDecided)

async function onGet(c: BrowserContext): Promise<Response> {
  const asked = await readErrand(c)
  if (!asked.ok) return asked.reason
  const { errand } = asked.value
  const { active } = errand.sessions
  if (!active) return seeOther(c, errandUrl('/login', errand))
  const terms = termsToAccept(await c.var.world.registry.settings())
  if (!terms) return goOnAs(c, errand, active)
  return errand.for === 'app'
    ? appPage(c, errand, active, terms)
    : ownPage(c, errand, active, terms)
}

/** For whoever owes nothing any more, the sign-in just goes on. */
async function appPage(
  c: BrowserContext,
  errand: AppErrand,
  active: ActiveAccount,
  terms: Terms,
): Promise<Response> {
  const { step } = errand
  const progress = await continueSignIn(c.var.world, step.signIn, active, false)
  return progress.kind === 'terms'
    ? termsPage(c, errand, { ...active, ...progress.account }, terms)
    : answerProgress(c, step, progress)
}

async function ownPage(
  c: BrowserContext,
  errand: Errand,
  active: ActiveAccount,
  terms: Terms,
): Promise<Response> {
  const { world } = c.var
  const { key, policy } = await ownSession(world, active)
  const found = await world.users.of(active.sub).account(key, policy)
  return found.ok
    ? termsPage(c, errand, { ...active, ...found.value }, terms)
    : seeOther(c, errandUrl('/login', errand))
}

async function termsPage(
  c: BrowserContext,
  errand: Errand,
  { sub, username, name }: ActiveAccount & SignedInAccount,
  { uri, version }: Terms,
): Promise<Response> {
  const signIn = errand.for === 'app' ? errand.step.signIn : undefined
  const { asking, policy } = signIn ? askingOf(signIn) : {}
  const { branding } = await c.var.world.registry.settings()
  const page = (
    <TermsPage
      {...await pageProps(c, signIn?.kept.parameters.ui_locales)}
      action={TERMS_URL}
      fields={{ ...fieldsOfErrand(errand), account: sub, version }}
      account={{ username, name }}
      termsUri={uri}
      privacyUri={branding.links?.privacy_uri}
      accountUrl="/account"
      {...(asking && { asking })}
    />
  )
  return html(c, page, policy)
}

async function onDecided(c: BrowserContext): Promise<Response> {
  const asked = await readErrandForm(c)
  if (!asked.ok) return asked.reason
  const { errand, fields } = asked.value
  const { world } = c.var
  const { active } = errand.sessions
  if (fields.get('decision') === 'deny') return decline(c, errand)
  const terms = termsToAccept(await world.registry.settings())
  // Another tab may have changed who is active, or an operator the terms.
  const isMeant =
    active !== undefined &&
    fields.get('decision') === 'approve' &&
    fields.get('account') === active.sub &&
    fields.get('version') === terms?.version
  if (!isMeant || !terms) return seeOther(c, errandUrl(TERMS_URL, errand))
  const own = await ownSession(world, active)
  const accepted = await world.users.of(active.sub).acceptTerms(own, terms.version)
  return accepted.ok ? goOnAs(c, errand, active) : seeOther(c, errandUrl('/login', errand))
}

/** An app is told; whoever came by themselves is led out. */
async function decline(c: BrowserContext, errand: Errand): Promise<Response> {
  if (errand.for === 'page') return seeOther(c, '/logout')
  const { step, sessions } = errand
  const declined = await declineSignIn(c.var.world, step.signIn, sessions.active)
  return answerProgress(c, step, declined)
}
