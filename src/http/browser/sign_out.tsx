/** `/oauth/logout` for apps (RP-Initiated Logout 1.0), `/logout` for the person: one page, and its form. */
import { Hono } from 'hono'
import type { Client } from '../../domain/client.ts'
import type { Parameters } from '../../kernel/form.ts'
import { SignOutPage } from '../../pages/sign_out.tsx'
import { SignedOutPage } from '../../pages/signed_out.tsx'
import {
  afterwards,
  hintedAccount,
  readEndSession,
  signOut,
  type EndSession,
} from '../../protocol/logout/end_session.ts'
import { frontChannelUris } from '../../protocol/logout/front_channel.ts'
import type { ActiveAccount } from '../../protocol/authorization/approval.ts'
import { standingAccounts, type ShownAccount } from './accounts.ts'
import { html, pageProps, refusalPage } from './html_page.tsx'
import { seeOther } from './outcome.tsx'
import { readForm } from '../form_body.ts'
import { readOwnForm } from './own_form.ts'
import { readQuery } from './query.ts'
import {
  readSessions,
  withoutAccounts,
  writeSessions,
  type BrowserSessions,
} from './session_cookie.ts'
import type { BrowserContext, BrowserEnv } from './world.ts'

/** What apps call. A form that they post comes without our cookies: it is sent on to the same by GET. */
export const endSessionRoutes = () =>
  new Hono<BrowserEnv>()
    .get('/', (c) => {
      const query = readQuery(c)
      return query.ok ? endSession(c, query.value) : refusalPage(c, query.reason)
    })
    .post('/', async (c) => {
      const body = await readForm(c.req.raw)
      if (!body.ok) return refusalPage(c, body.reason)
      return seeOther(c, `/oauth/logout?${new URLSearchParams([...body.value])}`)
    })

/** What a person opens, and what both pages post to. */
export const signOutRoutes = () =>
  new Hono<BrowserEnv>()
    .get('/', (c) => endSession(c, new Map()))
    .post('/', async (c) => {
      const form = await readOwnForm(c)
      if (!form.ok) return refusalPage(c, form.reason)
      const request = await readEndSession(c.var.world, form.value)
      if (!request.ok) return refusalPage(c, request.reason)
      const sessions = await readSessions(c)
      return end(c, request.value, sessions, sessions.accounts)
    })

/** "the OP SHOULD ask the End-User … if there is no id_token_hint" or it speaks of another session (§2, §6). */
async function endSession(c: BrowserContext, parameters: Parameters): Promise<Response> {
  const { world } = c.var
  const request = await readEndSession(world, parameters)
  if (!request.ok) return refusalPage(c, request.reason)
  const sessions = await readSessions(c)
  const hinted = await hintedAccount(world, request.value, sessions.accounts)
  if (hinted) return end(c, request.value, sessions, [hinted])
  const shown = await standingAccounts(world, sessions)
  return shown.length === 0
    ? end(c, request.value, sessions, sessions.accounts)
    : askPage(c, request.value, shown, parameters.get('ui_locales'))
}

async function end(
  c: BrowserContext,
  request: EndSession,
  sessions: BrowserSessions,
  accounts: readonly ActiveAccount[],
): Promise<Response> {
  const { world } = c.var
  const ended = await signOut(world, accounts)
  await writeSessions(c, withoutAccounts(sessions, accounts))
  const frames = await frontChannelUris(world, ended)
  const next = afterwards(request)
  return frames.length === 0 && next !== undefined
    ? seeOther(c, next)
    : signedOutPage(c, request.client, frames, next)
}

/**
 * Where apps are to be told in frames, the way on is a link on that page. A browser takes it by `Refresh` when the page
 * is completely loaded, its frames included, with scripts or without (HTML, "shared declarative refresh steps"); for a
 * frame that hangs the page's script does not wait.
 */
async function signedOutPage(
  c: BrowserContext,
  app: Client | undefined,
  frames: readonly string[],
  next: string | undefined,
): Promise<Response> {
  if (next !== undefined) c.header('Refresh', `0; url=${next}`)
  const page = <SignedOutPage {...await pageProps(c)} app={app} frames={frames} next={next} />
  return html(c, page, { frames, goesOn: next !== undefined })
}

async function askPage(
  c: BrowserContext,
  { client, postLogoutRedirectUri, state }: EndSession,
  shown: readonly ShownAccount[],
  uiLocales = '',
): Promise<Response> {
  const fields = {
    ...(client && { client_id: client.client_id }),
    ...(postLogoutRedirectUri !== undefined && { post_logout_redirect_uri: postLogoutRedirectUri }),
    ...(state !== undefined && { state }),
  }
  const accounts = shown.map(({ username, name }) => ({ username, name }))
  const props = await pageProps(c, uiLocales.split(' '))
  const page = (
    <SignOutPage
      {...props}
      action="/logout"
      fields={fields}
      accounts={accounts}
      app={client}
      cancelUrl="/"
    />
  )
  return html(c, page, { redirectUri: postLogoutRedirectUri })
}
