/** A sign-in between its first page and its answer: taken up at every step, decided anew by the person's object. */
import type { SignInRequest } from '../../domain/pending_request.ts'
import type { SignedInAccount } from '../../domain/approval.ts'
import { ok, unreachable, type Result } from '../../kernel/result.ts'
import { refuse } from '../../rules/refusals.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import {
  onPage,
  resumeRequest,
  type AcceptedRequest,
  type RequestRefusal,
} from './accepted_request.ts'
import { seekApproval, type ActiveAccount } from './approval.ts'
import { answerOutcome, errorOutcome, type Outcome } from './authorize.ts'
import { isWantedPerson } from './wanted_person.ts'

export interface SignInUnderWay {
  address: PendingAddress
  request: AcceptedRequest
  kept: SignInRequest
}

/** The sign-in of an address that the browser has proven to have begun. A refusal is a page. */
export async function takeUpSignIn(
  world: World,
  address: PendingAddress,
): Promise<Result<SignInUnderWay, RequestRefusal>> {
  const found = await world.pendings.signIn(address)
  if (!found.ok) return onPage(refuse('sign_in_unknown', found.reason))
  const { clientId, request: kept } = found.value
  const client = await world.registry.client(clientId)
  if (!client) return onPage(refuse('client_unknown'))
  const request = resumeRequest(client, kept)
  return request.ok ? ok({ address, request: request.value, kept }) : onPage(request, client)
}

/** A step that is still to be taken comes with whom it is asked of. */
export type Progress = Exclude<Outcome, { kind: 'step' }> | Waiting

export type Waiting =
  { kind: 'login'; account?: SignedInAccount } | { kind: 'consent'; account: SignedInAccount }

/** Goes on as far as it can. @param isConsentGiven the person has just said yes on the page of this sign-in */
export async function continueSignIn(
  world: World,
  { address, request, kept }: SignInUnderWay,
  account: ActiveAccount | undefined,
  isConsentGiven: boolean,
): Promise<Progress> {
  const { grantId, wantedSub, mustProve } = kept
  if (!account) return { kind: 'login' }
  // "the Authorization Server … MUST NOT reply with an ID Token … for a different user" (OpenID Connect Core §3.1.2.1).
  if (!(await isWantedPerson(world, request.redirectable.client, account.sub, wantedSub))) {
    return outcomeOnly(
      await errorOutcome(world, request, { key: 'login_required', cause: 'another person' }),
    )
  }
  const asked = { grantId, isConsentGiven, ...(mustProve && { provedFor: address.id }) }
  const approved = await seekApproval(world, request, account, asked)
  if (approved.ok) {
    const given = { request, account, approved: approved.value, grantId, pending: address }
    return outcomeOnly(await answerOutcome(world, given))
  }
  switch (approved.reason.kind) {
    case 'no_session':
      return { kind: 'login' }
    case 'login_required':
      return { kind: 'login', account: approved.reason.account }
    case 'consent_required':
      return { kind: 'consent', account: approved.reason.account }
    default:
      return unreachable(approved.reason)
  }
}

/** "access_denied: The resource owner … denied the request" (RFC 6749 §4.1.2.1). Spends nothing. */
export const declineSignIn = async (world: World, { request }: SignInUnderWay): Promise<Progress> =>
  outcomeOnly(await errorOutcome(world, request, { key: 'access_denied' }))

function outcomeOnly(outcome: Outcome): Exclude<Outcome, { kind: 'step' }> {
  if (outcome.kind === 'step') throw new Error('a sign-in begins no other')
  return outcome
}
