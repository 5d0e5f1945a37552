/** `/account/delete`: the end of an account, by its person, who proves the password for it, or anew what else they have. */
import type { Parameters } from '../../../kernel/form.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
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
import {
  ACCOUNT_URL,
  fieldsOf,
  nobodyHere,
  proveAgain,
  readOwner,
  readOwnerForm,
  type Owner,
} from './owner.ts'

export async function deletePage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  return owner.ok ? page(c, owner.value) : owner.reason
}

/** It is the very record that the password was proven for which is deleted; what was begun goes on without the browser. */
export async function deleteAccount(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { world } = c.var
  const { account, sessions } = owner.value
  const proven = await prove(c, owner.value)
  if (!proven.ok) return proven.reason
  const { sub } = account
  const event = personEvent(world, 'user.deleted', sub)
  const deletion = deletePerson(world, sub, proven.value.revision, event)
  world.defer(deletion)
  if (!(await deletion).ok) return page(c, owner.value, { reason: 'changed' })
  world.log.event('account_deleted', { sub })
  await writeSessions(c, withoutAccounts(sessions, [account]))
  return seeOther(c, `${ACCOUNT_URL}/deleted`)
}

/** The record that is to be deleted, for whoever has proven that it is theirs; or the page that asks for the proof. */
async function prove(
  c: BrowserContext,
  owner: Owner & { form: Parameters },
): Promise<Result<{ revision: number }, Response>> {
  const { account, user, own, form } = owner
  const password = form.get('current')
  if (password !== undefined) {
    const proven = await proveOwnPassword(c.var.world, account, password)
    if (proven.ok) return proven
    const { reason: failure } = proven
    return err(failure.reason === 'no_session' ? nobodyHere(c) : await page(c, owner, failure))
  }
  const asked = await user.ownDeletion(own)
  if (!asked.ok) return err(nobodyHere(c))
  return asked.value.proof === 'session'
    ? ok(asked.value)
    : err(await page(c, owner, { reason: 'refused' }))
}

export const deletedPage = async (c: BrowserContext): Promise<Response> =>
  html(c, <AccountDeletedPage {...await pageProps(c)} />)

async function page(c: BrowserContext, owner: Owner, failure?: DeletionFailure): Promise<Response> {
  const asked = await owner.user.ownDeletion(owner.own)
  if (!asked.ok) return nobodyHere(c)
  const { account, proof } = asked.value
  if (proof === 'stale') return proveAgain(c, 'delete')
  const { username, name } = account
  const status = failureStatus(c, failure)
  const element = (
    <AccountDeletePage
      {...await pageProps(c)}
      action="/account/delete"
      fields={fieldsOf(owner)}
      account={{ username, name }}
      asksForPassword={proof === 'password'}
      backUrl={ACCOUNT_URL}
      {...(failure && { failure })}
    />
  )
  return html(c, element, { status })
}
