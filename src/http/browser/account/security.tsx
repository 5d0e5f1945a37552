/**
 * `/account/security`: what the account is proven by. All of it is for whoever has proven themselves within the last
 * minutes, and with all that they can.
 */
import { Hono } from 'hono'
import {
  AccountSecurityPage,
  ConfirmFactorChange,
  SECURITY_DONE,
  type ConfirmFactorChangeProps,
} from '../../../pages/account_security.tsx'
import {
  offerRecoveryCodes,
  removeTotp,
  renewRecoveryCodes,
  type StaleSession,
} from '../../../people/accounts/own_factors.ts'
import { offerTotp, setUpTotp } from '../../../people/sign_in/set_up_totp.ts'
import { html, pageProps, readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { withAccount, writeSessions } from '../session_cookie.ts'
import { visitOf } from '../sign_in/entered.ts'
import { codesPage, offerPage, type ShownOffer } from '../sign_in/set_up_pages.tsx'
import type { BrowserContext, BrowserEnv } from '../world.ts'
import {
  ACCOUNT_URL,
  fieldsOf,
  nobodyHere,
  proveAgain,
  readOwner,
  readOwnerForm,
  type Owner,
} from './owner.ts'

const SECURITY_URL = `${ACCOUNT_URL}/security`
const TOTP_URL = `${SECURITY_URL}/totp`
const CODES_URL = `${SECURITY_URL}/codes`

export const securityRoutes = () =>
  new Hono<BrowserEnv>()
    .get('/', securityPage)
    .get('/totp', onOffer)
    .post('/totp', onSetUp)
    .get('/totp/off', (c) => confirmPage(c, 'turnOff', `${TOTP_URL}/off`))
    .post('/totp/off', onTurnOff)
    .get('/codes', (c) => confirmPage(c, 'renew', CODES_URL))
    .post('/codes', onRenew)

async function securityPage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const held = await owner.value.user.factors(owner.value.own)
  if (!held.ok) return notNow(c, held.reason)
  const done = c.req.query('done')
  const page = (
    <AccountSecurityPage
      {...await pageProps(c)}
      {...held.value}
      now={c.var.world.now}
      done={SECURITY_DONE.find((each) => each === done)}
      backUrl={ACCOUNT_URL}
    />
  )
  return html(c, page)
}

const notNow = (c: BrowserContext, reason: StaleSession): Response =>
  reason === 'stale' ? proveAgain(c, 'security') : nobodyHere(c)

async function onOffer(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const offer = await offerTotp(c.var.world, owner.value.account)
  if (offer.ok) return offerPage(c, shownOf(owner.value, offer.value, false))
  return offer.reason === 'stale' ? proveAgain(c, 'security') : seeOther(c, SECURITY_URL)
}

/** Posts `set_up` and `code`. */
async function onSetUp(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, sessions, form } = owner.value
  const lang = await readersLanguage(c)
  const typed = { sealed: form.get('set_up') ?? '', code: form.get('code') ?? '', lang }
  const visit = visitOf(c, { for: 'page', next: 'security', sessions })
  const made = await setUpTotp(c.var.world, visit, account, typed)
  if (!made.ok) {
    return made.reason.reason === 'code'
      ? offerPage(c, shownOf(owner.value, made.reason.offer, true))
      : seeOther(c, SECURITY_URL)
  }
  const { entered, recoveryCodes: codes } = made.value
  if (entered.kind === 'session') await writeSessions(c, withAccount(sessions, entered))
  return codesPage(c, { codes, isSetUp: true, goOnUrl: SECURITY_URL })
}

const shownOf = (owner: Owner, offer: ShownOffer['offer'], hasFailed: boolean): ShownOffer => ({
  action: TOTP_URL,
  fields: fieldsOf(owner),
  offer,
  isDemanded: false,
  hasFailed,
  cancelUrl: SECURITY_URL,
})

async function confirmPage(
  c: BrowserContext,
  change: ConfirmFactorChangeProps['change'],
  action: string,
): Promise<Response> {
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const held = await owner.value.user.factors(owner.value.own)
  if (!held.ok) return notNow(c, held.reason)
  if (held.value.totpSince === null) return seeOther(c, SECURITY_URL)
  const { sub } = owner.value.account
  const offer = change === 'renew' && { codes: await offerRecoveryCodes(c.var.world, sub) }
  const page = (
    <ConfirmFactorChange
      {...await pageProps(c)}
      action={action}
      fields={{ ...fieldsOf(owner.value), ...offer }}
      change={change}
      backUrl={SECURITY_URL}
    />
  )
  return html(c, page)
}

async function onTurnOff(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { user, own, account } = owner.value
  const removed = await removeTotp(user, own, await readersLanguage(c))
  if (!removed.ok) return notNow(c, removed.reason)
  c.var.world.log.event('totp_removed', { sub: account.sub })
  return seeOther(c, `${SECURITY_URL}?done=totp`)
}

/** Posts `codes`, as its form was given them. */
async function onRenew(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { own, account, form } = owner.value
  const { sub } = account
  const asked = { sub, sealed: form.get('codes') ?? '', lang: await readersLanguage(c) }
  const renewed = await renewRecoveryCodes(c.var.world, own, asked)
  if (!renewed.ok) {
    const { reason } = renewed
    if (reason === 'closed') return seeOther(c, CODES_URL)
    return reason === 'needless' ? seeOther(c, SECURITY_URL) : notNow(c, reason)
  }
  c.var.world.log.event('recovery_codes_renewed', { sub })
  return codesPage(c, { codes: renewed.value, isSetUp: false, goOnUrl: SECURITY_URL })
}
