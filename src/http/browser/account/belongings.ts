/** What is ended from the account's page: sessions of other browsers, and the access of apps. */
import type { Result } from '../../../kernel/result.ts'
import type { AccountDone } from '../../../pages/account.tsx'
import { seeOther } from '../outcome.tsx'
import type { BrowserContext } from '../world.ts'
import { ACCOUNT_URL, nobodyHere, readOwnerForm } from './owner.ts'

/** Posts `session`. */
export async function endSession(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { user, own, form } = owner.value
  return done(c, 'session', await user.endOtherSession(own, form.get('session') ?? ''))
}

export async function endOtherSessions(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { user, own } = owner.value
  return done(c, 'sessions', await user.endOtherSessions(own))
}

/** Posts `client_id`. */
export async function disconnectApp(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { user, own, form } = owner.value
  return done(c, 'app', await user.disconnect(own, form.get('client_id') ?? ''))
}

const done = (
  c: BrowserContext,
  what: AccountDone,
  decided: Result<unknown, 'no_session'>,
): Response => (decided.ok ? seeOther(c, `${ACCOUNT_URL}?done=${what}`) : nobodyHere(c))
