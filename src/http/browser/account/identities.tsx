/** A person's ways in by other providers: opened and closed from their own account, and linked by who came as a newcomer. */
import type { Result } from '../../../kernel/result.ts'
import { GoingPage, LinkIdentityPage } from '../../../pages/link_identity.tsx'
import { IdentityRefusedPage } from '../../../pages/upstream_failed.tsx'
import { beginUpstream } from '../../../people/upstream/begin.ts'
import { linkOwnIdentity, unlinkOwnIdentity } from '../../../people/upstream/own_identities.ts'
import { nameOf } from '../../../domain/person.ts'
import type { ErrandFields } from '../../../domain/upstream_sign_in.ts'
import { html, pageProps, readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { withAccount, writeSessions } from '../session_cookie.ts'
import { failedPage, signInUrlOf } from '../upstream/failed.tsx'
import { enabledUpstream } from '../upstream/links.ts'
import { readNewcomer, takeNewcomer } from '../upstream/newcomer_cookie.ts'
import { bindState } from '../upstream/state.ts'
import type { BrowserContext } from '../world.ts'
import {
  ACCOUNT_URL,
  fieldsOf,
  nobodyHere,
  proveAgain,
  proveAgainUrl,
  readOwner,
  readOwnerForm,
} from './owner.ts'

type Refusal = Parameters<typeof IdentityRefusedPage>[0]['reason']

/** Posts `upstream`: on to that provider, by a page between, for a form may not lead there. */
export async function beginLink(c: BrowserContext): Promise<Response> {
  const { world } = c.var
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, user, own, form } = owner.value
  const upstream = await enabledUpstream(world, form.get('upstream') ?? '')
  if (!upstream) return seeOther(c, ACCOUNT_URL)
  const fresh = await user.freshOwner(own)
  if (!fresh.ok) return fresh.reason === 'stale' ? refused(c, 'stale') : nobodyHere(c)
  const { sub, session } = account
  const purpose = { kind: 'link', sub, sessionId: session.sessionId } as const
  const begun = await beginUpstream(world, upstream, purpose, true)
  const { name: provider } = upstream
  if (!begun.ok) {
    return failedPage(c, { provider, failure: begun.reason, backUrl: ACCOUNT_URL })
  }
  const { address, urlWith } = begun.value
  const { href: url } = urlWith(await bindState(c, address))
  c.header('Refresh', `0; url=${url}`)
  return html(c, <GoingPage {...await pageProps(c)} provider={provider} url={url} />)
}

export const answerLinked = async (
  c: BrowserContext,
  linked: Result<null, Refusal | 'no_session'>,
): Promise<Response> => {
  if (linked.ok) return seeOther(c, `${ACCOUNT_URL}?done=linked`)
  return linked.reason === 'no_session' ? nobodyHere(c) : refused(c, linked.reason)
}

/** Posts `issuer` and `subject`. */
export async function unlink(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const { account, sessions, form } = owner.value
  const identity = { issuer: form.get('issuer') ?? '', subject: form.get('subject') ?? '' }
  const lang = await readersLanguage(c)
  const by = { form: form.get('form') ?? '', lang }
  const unlinked = await unlinkOwnIdentity(c.var.world, account, identity, by)
  if (unlinked.ok) {
    await writeSessions(c, withAccount(sessions, { ...account, session: unlinked.value }))
    return seeOther(c, `${ACCOUNT_URL}?done=unlinked`)
  }
  switch (unlinked.reason) {
    case 'no_session':
      return nobodyHere(c)
    case 'unknown':
      return seeOther(c, ACCOUNT_URL)
    default:
      return refused(c, unlinked.reason)
  }
}

/** `GET /account/link`: who came as a newcomer and has signed in to an account that they had. */
export async function linkPage(c: BrowserContext): Promise<Response> {
  const owner = await readOwner(c)
  if (!owner.ok) return owner.reason
  const newcomer = await readNewcomer(c)
  if (!newcomer) return seeOther(c, ACCOUNT_URL)
  const { user, own } = owner.value
  const fresh = await user.freshOwner(own)
  if (!fresh.ok) return fresh.reason === 'stale' ? proveAgain(c, 'link') : nobodyHere(c)
  const page = (
    <LinkIdentityPage
      {...await pageProps(c)}
      action="/account/link"
      fields={fieldsOf(owner.value)}
      provider={newcomer.identity.provider}
      label={newcomer.identity.label}
      account={{ username: nameOf(fresh.value), name: fresh.value.claims.name }}
      backUrl={wayOn(newcomer.errand)}
    />
  )
  return html(c, page)
}

/** What was proven of the newcomer is used for the account that the page has shown, once. */
export async function linkNewcomer(c: BrowserContext): Promise<Response> {
  const owner = await readOwnerForm(c)
  if (!owner.ok) return owner.reason
  const newcomer = await takeNewcomer(c)
  if (!newcomer) return seeOther(c, ACCOUNT_URL)
  const lang = await readersLanguage(c)
  const { account } = owner.value
  const linked = await linkOwnIdentity(c.var.world, account, newcomer.identity, lang)
  return linked.ok && 'signin' in newcomer.errand
    ? seeOther(c, wayOn(newcomer.errand))
    : answerLinked(c, linked)
}

/** On in the sign-in that all began with, or to the account. */
const wayOn = (errand: ErrandFields): string =>
  'signin' in errand ? signInUrlOf(errand) : ACCOUNT_URL

async function refused(c: BrowserContext, reason: Refusal): Promise<Response> {
  const page = (
    <IdentityRefusedPage
      {...await pageProps(c)}
      reason={reason}
      {...(reason === 'stale' && { againUrl: proveAgainUrl('identities') })}
      backUrl={ACCOUNT_URL}
    />
  )
  return html(c, page, { status: 400 })
}
