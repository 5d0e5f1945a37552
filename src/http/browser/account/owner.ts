/** Whose account it is: the active one of this browser, and of a form only the one that it was shown for. */
import type { OwnSession } from '../../../domain/own_account.ts'
import type { Parameters } from '../../../kernel/form.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import { ownSession } from '../../../people/accounts/own_session.ts'
import type { ActiveAccount } from '../../../protocol/authorization/approval.ts'
import type { UserHandle } from '../../../stores/users.ts'
import { refusalPage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { readOwnForm } from '../own_form.ts'
import { readSessions, type BrowserSessions } from '../session_cookie.ts'
import type { BrowserContext } from '../world.ts'

export const ACCOUNT_URL = '/account'

export interface Owner {
  account: ActiveAccount
  sessions: BrowserSessions
  /** The person's object, and the session that it is asked in. */
  user: UserHandle
  own: OwnSession
}

/** The active account, not asked yet whether its session stands; or where whoever has none goes first. */
export async function readOwner(c: BrowserContext): Promise<Result<Owner, Response>> {
  const sessions = await readSessions(c)
  const { active } = sessions
  if (!active) return err(sessions.accounts.length > 0 ? nobodyHere(c) : signInFirst(c))
  const { world } = c.var
  const own = await ownSession(world, active)
  return ok({ account: active, sessions, user: world.users.of(active.sub), own })
}

/** Another tab may have changed who is active: then nothing is done, and the page shows who is. */
export async function readOwnerForm(
  c: BrowserContext,
): Promise<Result<Owner & { form: Parameters }, Response>> {
  const form = await readOwnForm(c)
  if (!form.ok) return err(await refusalPage(c, form.reason))
  const owner = await readOwner(c)
  if (!owner.ok) return owner
  return form.value.get('account') === owner.value.account.sub
    ? ok({ ...owner.value, form: form.value })
    : err(seeOther(c, ACCOUNT_URL))
}

/** What every form of an account gives back. */
export const fieldsOf = ({ account }: Owner): Record<string, string> => ({ account: account.sub })

/** The session of the active account does not stand: perhaps another's does. */
export const nobodyHere = (c: BrowserContext): Response => seeOther(c, `${ACCOUNT_URL}/choose`)

/** The person proves themselves once more, and comes back. @param next a word of `sign_in/errand.ts` */
export const proveAgain = (c: BrowserContext, next: string): Response =>
  seeOther(c, proveAgainUrl(next))

export const proveAgainUrl = (next: string): string =>
  `/login?${new URLSearchParams({ next, prove: 'again' })}`

export const signInFirst = (c: BrowserContext): Response => seeOther(c, '/login?next=account')
