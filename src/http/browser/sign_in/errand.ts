/**
 * What a person signs in for: an app or a device that waits, a page of ours, or nothing but to be signed in. Every step
 * carries it along in `signin` or `next`, and goes on with it once somebody is known.
 */
import type { Demand } from '../../../domain/demand.ts'
import type { Parameters } from '../../../kernel/form.ts'
import { err, ok, type Result } from '../../../kernel/result.ts'
import type { ActiveAccount } from '../../../protocol/authorization/approval.ts'
import {
  continueSignIn,
  demandOfSignIn,
} from '../../../protocol/authorization/sign_in_under_way.ts'
import { refusalPage } from '../html_page.tsx'
import { isStep, seeOther, stepUrl } from '../outcome.tsx'
import { readOwnForm } from '../own_form.ts'
import { answerProgress } from '../progress.tsx'
import { readQuery } from '../query.ts'
import {
  readSessions,
  withAccount,
  writeSessions,
  type BrowserSessions,
} from '../session_cookie.ts'
import { readSignInStep, stepRefused, type SignInStep } from '../sign_in_step.ts'
import type { BrowserContext } from '../world.ts'

export type Errand = AppErrand | PageErrand

export interface AppErrand {
  for: 'app'
  step: SignInStep
  sessions: BrowserSessions
  /** Whether the person wants to stay signed in here; undefined where they were not asked. */
  remember?: boolean
}

export interface PageErrand {
  for: 'page'
  /** A word of `PAGES`. */
  next: string | undefined
  sessions: BrowserSessions
  remember?: boolean
}

interface OwnPage {
  url: string
  demand: Demand
}

/**
 * Where a person who comes by themselves wants to go: a word of ours, never an address (catalogue 177). Pages that change how
 * an account is proven ask for all that can be proven of it.
 */
const PAGES: ReadonlyMap<string, OwnPage> = new Map([
  ['account', { url: '/account', demand: 'none' }],
  ['delete', { url: '/account/delete', demand: 'wished' }],
  ['email', { url: '/account/email', demand: 'wished' }],
  ['identities', { url: '/account', demand: 'wished' }],
  ['link', { url: '/account/link', demand: 'wished' }],
  ['passkeys', { url: '/account/passkeys', demand: 'wished' }],
  ['security', { url: '/account/security', demand: 'wished' }],
])

const ownPageOf = ({ next = '' }: PageErrand): OwnPage =>
  PAGES.get(next) ?? { url: '/', demand: 'none' }

/** The errand that an address names, or the page that says why there is none. */
export async function readErrand(c: BrowserContext): Promise<Result<Asked, Response>> {
  const query = readQuery(c)
  return query.ok ? errandOf(c, query.value) : err(await refusalPage(c, query.reason))
}

/** The errand of a form that came from one of our own pages. */
export async function readErrandForm(c: BrowserContext): Promise<Result<Asked, Response>> {
  const form = await readOwnForm(c)
  return form.ok ? errandOf(c, form.value) : err(await refusalPage(c, form.reason))
}

export interface Asked {
  errand: Errand
  /** All that the address or the form says. */
  fields: Parameters
}

/** @param fields with `signin` or `next`, if they are of a page of ours */
export async function errandOf(
  c: BrowserContext,
  fields: Parameters,
): Promise<Result<Asked, Response>> {
  const said = fields.get('remember')
  const remember = said === undefined ? {} : { remember: said === 'yes' }
  if (!fields.has('signin')) {
    const next = fields.get('next')
    const sessions = await readSessions(c)
    const known = next !== undefined && PAGES.has(next) ? next : undefined
    return ok({ errand: { for: 'page', next: known, sessions, ...remember }, fields })
  }
  const step = await readSignInStep(c, fields)
  if (!step.ok) return err(await stepRefused(c, step.reason))
  const { sessions } = step.value
  return ok({ errand: { for: 'app', step: step.value, sessions, ...remember }, fields })
}

/** What a form of this errand gives back. */
export const fieldsOfErrand = (errand: Errand): Record<string, string> => ({
  ...purposeFields(errand),
  ...(errand.remember !== undefined && { remember: errand.remember ? 'yes' : 'no' }),
})

/** The same without what the person has chosen: for the form that asks it anew. */
export const purposeFields = (errand: Errand): Record<string, string> =>
  errand.for === 'app'
    ? { signin: errand.step.handle }
    : errand.next === undefined
      ? {}
      : { next: errand.next }

/**
 * @param path of a step of the sign-in: `/login`, …
 * @param more that the step is to be told
 */
export function errandUrl(path: string, errand: Errand, more: Record<string, string> = {}): string {
  const query = new URLSearchParams({ ...fieldsOfErrand(errand), ...more }).toString()
  return query === '' ? path : `${path}?${query}`
}

/** Where terms are accepted. */
export const TERMS_URL = '/login/terms'

/** The sign-in that a proof is given for; empty where no app waits. */
export const provedFor = (errand: Errand): string =>
  errand.for === 'app' ? errand.step.signIn.address.id : ''

/** What whoever waits demands: an app what it has asked for, a page of ours what it needs. */
export const demandOfErrand = (errand: Errand): Demand =>
  errand.for === 'app' ? demandOfSignIn(errand.step.signIn) : ownPageOf(errand).demand

/**
 * The account is the active one from now on, and the errand goes on with it. What whoever comes for an app has yet to do is
 * asked of the person's object; who comes by themselves is asked for nothing but the terms, where they are owed.
 */
export async function goOnAs(
  c: BrowserContext,
  errand: Errand,
  account: ActiveAccount & { owesTerms?: boolean },
): Promise<Response> {
  const sessions = withAccount(errand.sessions, account)
  await writeSessions(c, sessions)
  if (errand.for === 'page') {
    return seeOther(c, account.owesTerms ? errandUrl(TERMS_URL, errand) : ownPageOf(errand).url)
  }
  const { step } = errand
  const progress = await continueSignIn(c.var.world, step.signIn, account, false)
  return isStep(progress)
    ? seeOther(c, stepUrl(progress.kind, step.handle))
    : answerProgress(c, { ...step, sessions }, progress)
}
