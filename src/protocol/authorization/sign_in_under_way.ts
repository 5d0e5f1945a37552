/**
 * A sign-in between its first page and its answer: taken up at every step, decided anew by the person's object. An app
 * waits for it at its redirect_uri, or a device that asks (RFC 8628): the road is one, and only its end differs.
 */
import type { Approved, SignedInAccount } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import type { DeviceRequest } from '../../domain/device_request.ts'
import type { PendingRequest, SignInRequest } from '../../domain/pending_request.ts'
import type { Demand } from '../../domain/demand.ts'
import { ok, unreachable, type Result } from '../../kernel/result.ts'
import { demandOfRequest } from '../../rules/authorization/acr.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import { approveDevice, denyDevice } from '../device/answer_device.ts'
import {
  onPage,
  resumeRequest,
  type AcceptedRequest,
  type RequestRefusal,
} from './accepted_request.ts'
import { approvableOf, seekApproval, type ActiveAccount, type Approvable } from './approval.ts'
import { answerOutcome, errorOutcome, type Outcome } from './authorize.ts'
import { isWantedPerson } from './wanted_person.ts'

export type SignInUnderWay = AppSignIn | DeviceSignIn

export interface AppSignIn {
  for: 'app'
  address: PendingAddress
  request: AcceptedRequest
  kept: SignInRequest
}

export interface DeviceSignIn {
  for: 'device'
  address: PendingAddress
  client: Client
  kept: DeviceRequest
  askedAt: PendingRequest<unknown>['createdAt']
}

/** The sign-in of an address that the browser has proven to have begun. A refusal is a page. */
export async function takeUpSignIn(
  world: World,
  address: PendingAddress,
): Promise<Result<SignInUnderWay, RequestRefusal>> {
  const found = await world.pendings.signIn(address)
  if (!found.ok) return onPage(refuse('sign_in_unknown', found.reason))
  const { clientId, request: kept, createdAt: askedAt } = found.value
  const client = await world.registry.client(clientId)
  if (!client) return onPage(refuse('client_unknown'))
  if ('userCode' in kept) return ok({ for: 'device', address, client, kept, askedAt })
  const request = resumeRequest(client, kept)
  return request.ok
    ? ok({ for: 'app', address, request: request.value, kept })
    : onPage(request, client)
}

export const clientOfSignIn = (signIn: SignInUnderWay): Client =>
  signIn.for === 'app' ? signIn.request.redirectable.client : signIn.client

/** A step that is still to be taken comes with whom it is asked of. */
export type Progress = Exclude<Outcome, { kind: 'step' }> | Waiting | DeviceAnswered

export type Waiting =
  | { kind: 'login'; account?: SignedInAccount }
  | { kind: 'second_factor' | 'terms' | 'consent'; account: SignedInAccount }

/** The device will learn of it when it asks next. */
export interface DeviceAnswered {
  kind: 'device'
  answer: 'approved' | 'denied'
  client: Client
}

/** Goes on as far as it can. @param isConsentGiven the person has just said yes on the page of this sign-in */
export async function continueSignIn(
  world: World,
  signIn: SignInUnderWay,
  account: ActiveAccount | undefined,
  isConsentGiven: boolean,
): Promise<Progress> {
  const { address, kept } = signIn
  if (!account) return { kind: 'login' }
  // "the Authorization Server … MUST NOT reply with an ID Token … for a different user" (OpenID Connect Core §3.1.2.1).
  if (signIn.for === 'app' && !(await isWantedBy(world, signIn, account))) {
    const refusal = { key: 'login_required', cause: 'another person' } as const
    return outcomeOnly(await errorOutcome(world, signIn.request, refusal))
  }
  const { grantId, mustProve } = kept
  const asked = { grantId, isConsentGiven, ...(mustProve && { provedFor: address.id }) }
  const approved = await seekApproval(world, approvableOfSignIn(signIn), account, asked)
  if (approved.ok) return complete(world, signIn, account, approved.value)
  switch (approved.reason.kind) {
    case 'no_session':
      return { kind: 'login' }
    case 'login_required':
      return { kind: 'login', account: approved.reason.account }
    case 'second_factor_required':
      return { kind: 'second_factor', account: approved.reason.account }
    case 'terms_required':
      return { kind: 'terms', account: approved.reason.account }
    case 'consent_required':
      return { kind: 'consent', account: approved.reason.account }
    case 'operator_required':
      return refuseOrdinaryPerson(world, signIn, account)
    default:
      return unreachable(approved.reason)
  }
}

/** An app is told at its address, a device when it asks next; there the person reads why. */
async function refuseOrdinaryPerson(
  world: World,
  signIn: SignInUnderWay,
  account: ActiveAccount,
): Promise<Progress> {
  const refusal = { key: 'operator_required' } as const
  if (signIn.for === 'app') return outcomeOnly(await errorOutcome(world, signIn.request, refusal))
  const denied = await denyDevice(world, { ...signIn, account })
  return { kind: 'refused', refusal: denied.ok ? refusal : denied.reason, client: signIn.client }
}

/** What this sign-in demands besides a first factor. */
export const demandOfSignIn = (signIn: SignInUnderWay): Demand => {
  const { client, parameters } = approvableOfSignIn(signIn)
  return demandOfRequest(client, parameters)
}

const isWantedBy = (
  world: World,
  { request, kept }: AppSignIn,
  { sub }: ActiveAccount,
): Promise<boolean> => isWantedPerson(world, request.redirectable.client, sub, kept.wantedSub)

/**
 * For a device a person is always asked, whatever they have consented to before (RFC 8628 §3.3): nothing but their own
 * eyes tells whose device it is (§5.4).
 */
const approvableOfSignIn = (signIn: SignInUnderWay): Approvable =>
  signIn.for === 'app'
    ? approvableOf(signIn.request)
    : {
        client: signIn.client,
        parameters: signIn.kept.parameters,
        consent: 'always',
        host: '',
      }

async function complete(
  world: World,
  signIn: SignInUnderWay,
  account: ActiveAccount,
  approved: Approved,
): Promise<Progress> {
  if (signIn.for === 'device') {
    return answeredOr(
      signIn,
      'approved',
      await approveDevice(world, { ...signIn, account }, approved),
    )
  }
  const { request, kept, address: pending } = signIn
  const given = { request, account, approved, grantId: kept.grantId, pending }
  return outcomeOnly(await answerOutcome(world, given))
}

/** "access_denied: The resource owner … denied the request" (RFC 6749 §4.1.2.1). For an app, spends nothing. */
export async function declineSignIn(
  world: World,
  signIn: SignInUnderWay,
  account: ActiveAccount | undefined,
): Promise<Progress> {
  if (signIn.for === 'app') {
    return outcomeOnly(await errorOutcome(world, signIn.request, { key: 'access_denied' }))
  }
  if (!account) return { kind: 'login' }
  return answeredOr(signIn, 'denied', await denyDevice(world, { ...signIn, account }))
}

const answeredOr = (
  { client }: DeviceSignIn,
  answer: DeviceAnswered['answer'],
  answered: Result<null, Refusal>,
): Progress =>
  answered.ok
    ? { kind: 'device', answer, client }
    : { kind: 'refused', refusal: answered.reason, client }

function outcomeOnly(outcome: Outcome): Exclude<Outcome, { kind: 'step' }> {
  if (outcome.kind === 'step') throw new Error('a sign-in begins no other')
  return outcome
}
