/** `/account/email`: the address that a person signs in with, proven and changed by links that are mailed. */
import type { OwnAccount } from '../../../domain/own_account.ts'
import { LinkClosedPage } from '../../../pages/link_closed.tsx'
import {
  AccountEmailAskedPage,
  AccountEmailConfirmPage,
  AccountEmailPage,
} from '../../../pages/account_email.tsx'
import {
  askToChangeEmail,
  confirmEmail,
  openEmail,
  readEmailLink,
} from '../../../people/accounts/own_email.ts'
import type { AddressFailure } from '../../../pages/parts/address_notice.tsx'
import { html, pageProps, readersLanguage, refusalPage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { readOwnForm } from '../own_form.ts'
import { readQuery } from '../query.ts'
import { readSessions } from '../session_cookie.ts'
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

const EMAIL_URL = `${ACCOUNT_URL}/email`
/** The word of `sign_in/errand.ts` that leads back here. */
const NEXT = 'email'

export async function emailPage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  return owner.ok ? page(c, owner.value) : owner.reason
}

interface Failed {
  wanted: string
  failure: AddressFailure
}

async function page(c: BrowserContext, owner: Owner, failed?: Failed): Promise<Response> {
  const found = await owner.user.freshOwner(owner.own)
  if (!found.ok) return found.reason === 'stale' ? proveAgain(c, NEXT) : nobodyHere(c)
  const { email, email_verified: isVerified = false } = found.value.claims
  const status = failureStatus(c, failed?.failure)
  const element = (
    <AccountEmailPage
      {...await pageProps(c)}
      action={EMAIL_URL}
      fields={fieldsOf(owner)}
      email={email}
      isVerified={isVerified}
      backUrl={ACCOUNT_URL}
      {...failed}
    />
  )
  return html(c, element, { status })
}

export async function askForEmail(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, form } = owner.value
  const props = await pageProps(c)
  const email = (form.get('email') ?? '').slice(0, 320)
  const asked = await askToChangeEmail(c.var.world, account, email, props.lang.tag)
  if (asked.ok) {
    return html(c, <AccountEmailAskedPage {...props} email={email.trim()} backUrl={ACCOUNT_URL} />)
  }
  switch (asked.reason.reason) {
    case 'no_session':
      return nobodyHere(c)
    case 'stale':
      return proveAgain(c, NEXT)
    default:
      return page(c, owner.value, { wanted: email, failure: asked.reason })
  }
}

/** What a mail scanner does, too: it shows a form, and changes nothing. */
export async function emailLinkPage(c: BrowserContext): Promise<Response> {
  const query = readQuery(c)
  if (!query.ok) return refusalPage(c, query.reason)
  const sealed = query.value.get('link') ?? ''
  const linked = await linkedAccount(c, sealed)
  const email = linked && (await openEmail(c.var.world, linked.account, linked.link))
  if (!email?.ok) return closedPage(c)
  const element = (
    <AccountEmailConfirmPage
      {...await pageProps(c)}
      action={`${EMAIL_URL}/confirm`}
      fields={{ link: sealed }}
      email={email.value}
      backUrl={ACCOUNT_URL}
    />
  )
  return html(c, element)
}

export async function confirmOwnEmail(c: BrowserContext): Promise<Response> {
  const form = await readOwnForm(c)
  if (!form.ok) return refusalPage(c, form.reason)
  const linked = await linkedAccount(c, form.value.get('link') ?? '')
  const lang = await readersLanguage(c)
  const done = linked && (await confirmEmail(c.var.world, linked.account, linked.link, lang))
  return done?.ok ? seeOther(c, `${ACCOUNT_URL}?done=email`) : closedPage(c)
}

/** The account of this browser that a link is for, be it the active one or another. */
async function linkedAccount(c: BrowserContext, sealed: string) {
  const link = await readEmailLink(c.var.world, sealed)
  if (!link) return undefined
  const { accounts } = await readSessions(c)
  const account: OwnAccount | undefined = accounts.find(({ sub }) => sub === link.sub)
  return account && { link, account }
}

const closedPage = async (c: BrowserContext): Promise<Response> =>
  html(c, <LinkClosedPage {...await pageProps(c)} link="email" nextUrl={ACCOUNT_URL} />, {
    status: 400,
  })
