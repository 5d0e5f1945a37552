/** `/account/delete`: the end of an account, by its person, who proves the password for it. */
import { personEvent } from '../../../notify/admin_audit.ts'
import {
  AccountDeletedPage,
  AccountDeletePage,
  type DeletionFailure,
} from '../../../pages/account_delete.tsx'
import { deletePerson } from '../../../people/accounts/delete_person.ts'
import { proveOwnPassword } from '../../../people/accounts/own_password.ts'
import { html, pageProps } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { withoutAccounts, writeSessions } from '../session_cookie.ts'
import type { BrowserContext } from '../world.ts'
import { failureStatus } from '../failure_status.ts'
import { ACCOUNT_URL, fieldsOf, nobodyHere, readOwner, readOwnerForm, type Owner } from './owner.ts'

export async function deletePage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  return owner.ok ? page(c, owner.value) : owner.reason
}

/** It is the very record that the password was proven for which is deleted; what was begun goes on without the browser. */
export async function deleteAccount(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { world } = c.var
  const { account, sessions, form } = owner.value
  const proven = await proveOwnPassword(world, account, form.get('current') ?? '')
  if (!proven.ok) {
    return proven.reason.reason === 'no_session'
      ? nobodyHere(c)
      : page(c, owner.value, proven.reason)
  }
  const { sub } = account
  const event = personEvent(world, 'user.deleted', sub)
  const deletion = deletePerson(world, sub, proven.value.revision, event)
  world.defer(deletion)
  if (!(await deletion).ok) return page(c, owner.value, { reason: 'changed' })
  world.log.event('account_deleted', { sub })
  await writeSessions(c, withoutAccounts(sessions, [account]))
  return seeOther(c, `${ACCOUNT_URL}/deleted`)
}

export const deletedPage = async (c: BrowserContext): Promise<Response> =>
  html(c, <AccountDeletedPage {...await pageProps(c)} />)

async function page(c: BrowserContext, owner: Owner, failure?: DeletionFailure): Promise<Response> {
  const found = await owner.user.account(owner.own.key, owner.own.policy)
  if (!found.ok) return nobodyHere(c)
  const { username, name } = found.value
  const status = failureStatus(c, failure)
  const element = (
    <AccountDeletePage
      {...await pageProps(c)}
      action="/account/delete"
      fields={fieldsOf(owner)}
      account={{ username, name }}
      backUrl={ACCOUNT_URL}
      {...(failure && { failure })}
    />
  )
  return html(c, element, { status })
}
