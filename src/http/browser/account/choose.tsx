/** `/account/choose`: with which of the accounts of this browser to go on. */
import { ChooseAccountPage } from '../../../pages/choose_account.tsx'
import { standingAccounts } from '../accounts.ts'
import { html, pageProps, refusalPage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { readOwnForm } from '../own_form.ts'
import { readSessions, withAccount, writeSessions } from '../session_cookie.ts'
import type { BrowserContext } from '../world.ts'
import { ACCOUNT_URL, signInFirst } from './owner.ts'

export async function choosePage(c: BrowserContext): Promise<Response> {
  const shown = await standingAccounts(c.var.world, await readSessions(c))
  if (shown.length === 0) return signInFirst(c)
  const accounts = shown.map(({ username, name, account }) => ({
    username,
    name,
    value: account.sub,
  }))
  return html(
    c,
    <ChooseAccountPage {...await pageProps(c)} action="/account/choose" accounts={accounts} />,
  )
}

/** The one that is chosen is the active one from now on, for apps as well. */
export async function chooseAccount(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const sessions = await readSessions(c)
  const chosen = sessions.accounts.find(({ sub }) => sub === form.value.get('account'))
  if (!chosen) return signInFirst(c)
  await writeSessions(c, withAccount(sessions, chosen))
  return seeOther(c, ACCOUNT_URL)
}
