/** `/account/profile`: what a person says about themselves. */
import { AccountProfilePage } from '../../../pages/account_profile.tsx'
import { changeOwnProfile } from '../../../people/accounts/own_profile.ts'
import {
  OWN_CLAIMS,
  ownProfileOf,
  readOwnProfile,
  type OwnClaim,
} from '../../../spec/own_profile.ts'
import { html, pageProps } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import type { BrowserContext } from '../world.ts'
import { ACCOUNT_URL, fieldsOf, nobodyHere, readOwner, readOwnerForm, type Owner } from './owner.ts'

export async function profilePage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const found = await owner.value.user.overview(owner.value.own)
  return found.ok ? page(c, owner.value, ownProfileOf(found.value.claims)) : nobodyHere(c)
}

export async function changeProfile(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, form } = owner.value
  const profile = readOwnProfile(form)
  if (!profile.ok) {
    const typed = OWN_CLAIMS.map((name) => [name, form.get(name)?.slice(0, 2048)] as const)
    return page(c, owner.value, Object.fromEntries(typed), profile.reason)
  }
  const changed = await changeOwnProfile(c.var.world, account, profile.value)
  return changed.ok ? seeOther(c, `${ACCOUNT_URL}?done=profile`) : nobodyHere(c)
}

async function page(
  c: BrowserContext,
  owner: Owner,
  values: Partial<Record<OwnClaim, string>>,
  wrong: readonly OwnClaim[] = [],
): Promise<Response> {
  const form = { action: '/account/profile', fields: fieldsOf(owner), backUrl: ACCOUNT_URL }
  return html(
    c,
    <AccountProfilePage {...await pageProps(c)} {...form} values={values} wrong={wrong} />,
    { status: wrong.length > 0 ? 400 : 200 },
  )
}
