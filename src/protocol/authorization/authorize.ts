/**
 * The authorization endpoint's decision (OpenID Connect Core §3.1.2): an answer at once for whoever is signed in and has
 * consented, else a sign-in begins, or, where no page may be shown, the client is told what is missing.
 */
import type { ApprovalRefusal } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import type { Parameters } from '../../kernel/form.ts'
import { newGrantId, type ClientId, type GrantId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Refusal } from '../../rules/refusals.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import { isPushedUri } from '../par/request_uri.ts'
import { readRequestUri } from '../par/read_request_uri.ts'
import {
  errorResponse,
  successResponse,
  type AuthorizationResponse,
} from '../responses/authorization_response.ts'
import { sessionStateOf } from '../session_management/session_state.ts'
import type { AcceptedRequest, RequestRefusal } from './accepted_request.ts'
import { approvableOf, seekApproval, type ActiveAccount } from './approval.ts'
import { issueAnswer, type ApprovedRequest } from './issue_answer.ts'
import { readAuthorizationRequest } from './read_authorization_request.ts'
import { isWantedPerson, wantedPerson } from './wanted_person.ts'

/** What comes of a request, or of a step of its sign-in. */
export type Outcome =
  | { kind: 'response'; response: AuthorizationResponse }
  | { kind: 'refused'; refusal: Refusal; client?: Client }
  | { kind: 'step'; step: SignInStep; signIn: PendingAddress; clientId: ClientId }

export type SignInStep = 'login' | 'signup' | 'second_factor' | 'terms' | 'consent'

/** @param account whoever is signed in in this browser */
export async function authorize(
  world: World,
  parameters: Parameters,
  account: ActiveAccount | undefined,
): Promise<Outcome> {
  const read = await readRequest(world, parameters)
  if (!read.ok) return refusedOutcome(world, read.reason)
  const { request, pushed } = read.value
  const wanted = await wantedPerson(world, request)
  if (!wanted.ok) return errorOutcome(world, request, wanted.reason)
  const grantId = newGrantId()
  const approved = await approveSilently(world, request, account, { grantId, wanted: wanted.value })
  if (approved.ok) {
    return answerOutcome(world, {
      request,
      grantId,
      ...approved.value,
      ...(pushed && { pending: pushed }),
    })
  }
  const { told } = approved.reason
  // No page would help: it is the operators who say who is one.
  if (request.parameters.prompt.includes('none') || told === 'operator_required') {
    return errorOutcome(world, request, { key: told })
  }
  const begun = { request, grantId, pushed, wanted: wanted.value, missing: approved.reason }
  return beginSignIn(world, begun)
}

interface ReadRequest {
  request: AcceptedRequest
  pushed: PendingAddress | undefined
}

async function readRequest(
  world: World,
  parameters: Parameters,
): Promise<Result<ReadRequest, RequestRefusal>> {
  const uri = parameters.get('request_uri')
  if (uri !== undefined && isPushedUri(uri)) return readRequestUri(world, uri, parameters)
  const read = await readAuthorizationRequest(world, parameters)
  return read.ok ? ok({ request: read.value, pushed: undefined }) : read
}

const longestAge = ({ parameters, redirectable: { client } }: AcceptedRequest) =>
  parameters.max_age ?? client.default_max_age

/** What is missing, as the client is told it, and as the person makes up for it. */
interface Missing {
  told:
    | 'login_required'
    | 'terms_required'
    | 'consent_required'
    | 'account_selection_required'
    | 'operator_required'
  step: SignInStep
}

const LOGIN_MISSING: Missing = { told: 'login_required', step: 'login' }

/** Approval without any page; what is missing is named as the client would be told (OpenID Connect Core §3.1.2.6). */
async function approveSilently(
  world: World,
  request: AcceptedRequest,
  account: ActiveAccount | undefined,
  { grantId, wanted }: { grantId: GrantId; wanted: string | undefined },
): Promise<Result<Pick<ApprovedRequest, 'account' | 'approved'>, Missing>> {
  const { prompt } = request.parameters
  // "the user be shown the account creation UX rather than the login flow" (Initiating User Registration 1.0 §4.1).
  if (prompt.includes('create')) return err({ told: 'login_required', step: 'signup' })
  const { client } = request.redirectable
  if (!account || !(await isWantedPerson(world, client, account.sub, wanted))) {
    return err(LOGIN_MISSING)
  }
  // "max_age=0 … is equivalent to prompt=login" (OpenID Connect Core §3.1.2.1), within the same second too.
  if (prompt.includes('login') || longestAge(request) === 0) return err(LOGIN_MISSING)
  if (prompt.includes('select_account')) {
    return err({ told: 'account_selection_required', step: 'login' })
  }
  const asked = { grantId, isConsentGiven: false }
  const approved = await seekApproval(world, approvableOf(request), account, asked)
  return approved.ok ? ok({ account, approved: approved.value }) : err(missingOf(approved.reason))
}

/**
 * A second factor is authentication like a first one: "The Authorization Server requires End-User authentication" is what
 * `login_required` says (OpenID Connect Core §3.1.2.6).
 */
function missingOf(refused: ApprovalRefusal): Missing {
  switch (refused.kind) {
    case 'consent_required':
      return { told: 'consent_required', step: 'consent' }
    case 'second_factor_required':
      return { told: 'login_required', step: 'second_factor' }
    // "End-User interaction of some form", and none of the others (OpenID Connect Core §3.1.2.6).
    case 'terms_required':
      return { told: 'terms_required', step: 'terms' }
    case 'operator_required':
      return { told: 'operator_required', step: 'login' }
    case 'no_session':
    case 'login_required':
      return LOGIN_MISSING
  }
}

interface Begun {
  request: AcceptedRequest
  grantId: GrantId
  pushed: PendingAddress | undefined
  wanted: string | undefined
  missing: Missing
}

/** From here on the request is in our own keeping, and the grant that may come of it is fixed. */
async function beginSignIn(
  world: World,
  { request, grantId, pushed, wanted, missing }: Begun,
): Promise<Outcome> {
  const { parameters, spend, redirectable } = request
  const { sign_in_lifetime: lifetime } = await world.registry.settings()
  const { client } = redirectable
  const hasLimit = longestAge(request) !== undefined
  const kept = {
    parameters,
    spend,
    grantId,
    mustProve: parameters.prompt.includes('login') || (hasLimit && missing === LOGIN_MISSING),
    ...(wanted !== undefined && { wantedSub: wanted }),
  }
  const signIn = await world.pendings.begin(client.client_id, kept, world.now + lifetime, pushed)
  return { kind: 'step', step: missing.step, signIn, clientId: client.client_id }
}

/** The answer on its way, or the page for a request that was answered before. */
export async function answerOutcome(world: World, approved: ApprovedRequest): Promise<Outcome> {
  const { redirectable } = approved.request
  const answer = await issueAnswer(world, approved)
  if (!answer.ok) return { kind: 'refused', refusal: answer.reason, client: redirectable.client }
  const watched = { ...answer.value, ...(await watchedState(world, approved)) }
  return { kind: 'response', response: await successResponse(world, redirectable, watched) }
}

/** "This is REQUIRED if session management is supported" (Session Management §2), for requests of OpenID Connect. */
async function watchedState(
  { registry }: World,
  { request: { redirectable, parameters }, account }: ApprovedRequest,
): Promise<{ session_state?: string }> {
  const { session_management: isOffered } = await registry.settings()
  if (!isOffered || !parameters.scope.includes('openid')) return {}
  const { client, redirect_uri: redirectUri } = redirectable
  const keys = await registry.keys()
  const state = await sessionStateOf(keys, account.session.sessionId, client, redirectUri)
  return state === undefined ? {} : { session_state: state }
}

export const errorOutcome = async (
  world: World,
  { redirectable }: Pick<AcceptedRequest, 'redirectable'>,
  refusal: Refusal,
): Promise<Outcome> => ({
  kind: 'response',
  response: await errorResponse(world, redirectable, refusal),
})

async function refusedOutcome(world: World, refused: RequestRefusal): Promise<Outcome> {
  if (refused.on === 'redirect') {
    return errorOutcome(world, { redirectable: refused.to }, refused.refusal)
  }
  const { refusal, client } = refused
  return { kind: 'refused', refusal, ...(client && { client }) }
}
