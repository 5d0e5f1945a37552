/** `/account/password`: a new password for the one in use. */
import type { SignedInAccount } from '../../../domain/approval.ts'
import { randomToken } from '../../../kernel/random.ts'
import { AccountPasswordPage, type PasswordFailure } from '../../../pages/account_password.tsx'
import { changeOwnPassword } from '../../../people/accounts/own_password.ts'
import { html, pageProps, readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { withAccount, writeSessions } from '../session_cookie.ts'
import type { BrowserContext } from '../world.ts'
import { failureStatus } from '../failure_status.ts'
import { ACCOUNT_URL, fieldsOf, nobodyHere, readOwner, readOwnerForm, type Owner } from './owner.ts'

/** What `randomToken` draws: a form without one is none of ours. */
const FORM_TOKEN = /^[A-Za-z0-9_-]{22}$/

export async function passwordPage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  return owner.ok ? page(c, owner.value) : owner.reason
}

export async function changePassword(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, sessions, form } = owner.value
  const token = form.get('form') ?? ''
  if (!FORM_TOKEN.test(token)) return seeOther(c, `${ACCOUNT_URL}/password`)
  const wanted = form.get('password') ?? ''
  if (form.get('repeated') !== wanted) return page(c, owner.value, { reason: 'mismatch' })
  const current = form.get('current') ?? ''
  const lang = await readersLanguage(c)
  const change = { current, wanted, form: token, lang }
  const changed = await changeOwnPassword(c.var.world, account, change)
  if (changed.ok) {
    await writeSessions(c, withAccount(sessions, { ...account, session: changed.value }))
    return seeOther(c, `${ACCOUNT_URL}?done=password`)
  }
  return changed.reason.reason === 'no_session'
    ? nobodyHere(c)
    : page(c, owner.value, changed.reason)
}

async function page(c: BrowserContext, owner: Owner, failure?: PasswordFailure): Promise<Response> {
  const found = await owner.user.account(owner.own.key, owner.own.policy)
  return found.ok ? passwordForm(c, owner, found.value, failure) : nobodyHere(c)
}

async function passwordForm(
  c: BrowserContext,
  owner: Owner,
  { username, name }: SignedInAccount,
  failure: PasswordFailure | undefined,
): Promise<Response> {
  const status = failureStatus(c, failure)
  const { password_min_length: shortest } = await c.var.world.registry.settings()
  const element = (
    <AccountPasswordPage
      {...await pageProps(c)}
      action="/account/password"
      fields={{ ...fieldsOf(owner), form: randomToken() }}
      account={{ username, name }}
      shortest={shortest}
      backUrl={ACCOUNT_URL}
      {...(failure && { failure })}
    />
  )
  return html(c, element, { status })
}
