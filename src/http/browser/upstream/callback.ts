/**
 * `/login/from/{upstream}`: the answer of another provider. What it posts comes without our Lax cookies, so a POST judges
 * nothing: it is kept, and sent on to its own GET.
 */
import type { Upstream } from '../../../domain/upstream.ts'
import type { UpstreamSignIn } from '../../../domain/upstream_sign_in.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import { enter } from '../../../people/sign_in/enter.ts'
import type { UpstreamFailure } from '../../../people/upstream/failure.ts'
import { identify, type Identified } from '../../../people/upstream/identify.ts'
import { linkOwnIdentity } from '../../../people/upstream/own_identities.ts'
import { answersByForm } from '../../../people/upstream/providers.ts'
import { introduce, recognize } from '../../../people/upstream/recognize.ts'
import { NEWCOMER_LIFETIME } from '../../../domain/upstream_sign_in.ts'
import { readForm } from '../../form_body.ts'
import { answerLinked } from '../account/identities.tsx'
import { readersLanguage } from '../html_page.tsx'
import { seeOther } from '../outcome.tsx'
import { readQuery } from '../query.ts'
import { readSessions } from '../session_cookie.ts'
import { answerEntered, visitOf } from '../sign_in/entered.ts'
import { errandOf } from '../sign_in/errand.ts'
import type { BrowserContext } from '../world.ts'
import { failedPage, signInUrlOf } from './failed.tsx'
import { enabledUpstream } from './links.ts'
import { bindNewcomer } from './newcomer_cookie.ts'
import { readState, takeState } from './state.ts'

const NOT_HERE = (cause: string): UpstreamFailure => ({ reason: 'not_here', cause })

/** What a provider that posts has to say, each of a length that can be kept. */
const POSTED = ['code', 'iss', 'error', 'user'] as const
const LONGEST_POSTED = 4096

export async function onPosted(c: BrowserContext): Promise<Response> {
  const form = await readForm(c.req.raw)
  const state = form.ok ? (form.value.get('state') ?? '') : ''
  const address = await readState(c, state)
  if (!form.ok || !address) return failedPage(c, { failure: NOT_HERE('posted_state') })
  const said = POSTED.flatMap((name) => {
    const value = form.value.get(name)
    return value === undefined || value.length > LONGEST_POSTED ? [] : [[name, value] as const]
  })
  const kept = await c.var.world.pendings.keepPosted(address, Object.fromEntries(said))
  if (!kept.ok) return failedPage(c, { failure: NOT_HERE('posted_late') })
  const query = new URLSearchParams({ state })
  return seeOther(c, `/login/from/${c.req.param('upstream') ?? ''}?${query}`)
}

export async function onAnswer(c: BrowserContext): Promise<Response> {
  const answer = await takeAnswer(c)
  if (!answer.ok) return failedPage(c, { failure: answer.reason })
  const { upstream, signIn, response, state } = answer.value
  const identified = await identify(c.var.world, upstream, signIn, response, state)
  if (!identified.ok) return failed(c, upstream, signIn, identified.reason)
  return signIn.purpose.kind === 'link'
    ? linkHere(c, upstream, signIn.purpose, identified.value)
    : welcomeHere(c, upstream, signIn, identified.value)
}

interface Answer {
  upstream: Upstream
  signIn: UpstreamSignIn
  response: URLSearchParams
  state: string
}

/** The answer, once, in the browser that was sent, at the address of the provider that it was sent to. */
async function takeAnswer(c: BrowserContext): Promise<Result<Answer, UpstreamFailure>> {
  const { world } = c.var
  const query = readQuery(c)
  if (!query.ok) return err(NOT_HERE('query'))
  const state = query.value.get('state') ?? ''
  const address = await takeState(c, state)
  if (!address) return err(NOT_HERE('state'))
  const taken = await world.pendings.takeUpstream(address, world.attempt)
  if (!taken.ok) return err(NOT_HERE(taken.reason))
  const upstream = await enabledUpstream(world, c.req.param('upstream') ?? '')
  if (!upstream || upstream.id !== taken.value.upstream) return err(NOT_HERE('another_upstream'))
  const posted = answersByForm(upstream.kind) ? { ...taken.value.posted, state } : undefined
  const response = new URLSearchParams(posted ?? Object.fromEntries(query.value))
  return ok({ upstream, signIn: taken.value, response, state })
}

const failed = (
  c: BrowserContext,
  { name }: Upstream,
  { purpose }: UpstreamSignIn,
  failure: UpstreamFailure,
): Promise<Response> => {
  const backUrl = purpose.kind === 'link' ? '/account' : signInUrlOf(purpose.errand)
  return failedPage(c, { provider: name, failure, backUrl })
}

/** Somebody who is known is let in; somebody who is not is asked. */
async function welcomeHere(
  c: BrowserContext,
  upstream: Upstream,
  signIn: UpstreamSignIn,
  identified: Identified,
): Promise<Response> {
  const { world } = c.var
  const fields = signIn.purpose.kind === 'sign_in' ? signIn.purpose.errand : {}
  const asked = await errandOf(c, new Map(Object.entries(fields)))
  if (!asked.ok) return asked.reason
  const { errand } = asked.value
  const lang = await readersLanguage(c)
  const introduced = introduce(world, upstream, identified)
  const { identity, claims } = introduced
  const known = await recognize(world, upstream, introduced, lang)
  if (!known.ok) {
    const expiresAt = world.now + NEWCOMER_LIFETIME
    const newcomer = { upstream: upstream.id, identity, claims, errand: fields, expiresAt }
    await bindNewcomer(c, await world.pendings.keepNewcomer({ ...newcomer, ...known.reason }))
    return seeOther(c, '/login/newcomer')
  }
  const proof = { method: 'upstream', identity } as const
  const entered = await enter(world, visitOf(c, errand), { ...known.value, proof, onto: [] })
  return entered.ok
    ? answerEntered(c, errand, entered.value)
    : failed(c, upstream, signIn, { reason: 'failed', cause: entered.reason })
}

/** The very session in which a person wanted it takes it on, and no other. */
async function linkHere(
  c: BrowserContext,
  upstream: Upstream,
  { sub, sessionId }: { sub: string; sessionId: string },
  identified: Identified,
): Promise<Response> {
  const { world } = c.var
  const { accounts } = await readSessions(c)
  const account = accounts.find((each) => each.sub === sub && each.session.sessionId === sessionId)
  if (!account) return failedPage(c, { failure: NOT_HERE('another_session') })
  const { identity } = introduce(world, upstream, identified)
  const lang = await readersLanguage(c)
  return answerLinked(c, await linkOwnIdentity(world, account, identity, lang))
}
