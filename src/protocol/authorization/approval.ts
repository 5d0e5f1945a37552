/** Asks the person's object whether the client may have what it asks for: the one deciding call of this road. */
import type { Approved, ApprovalQuestion, SessionKey } from '../../domain/approval.ts'
import type { ApprovalCore, ApprovalDetails } from '../../domain/grant.ts'
import { isToldOfSignOut, type Client } from '../../domain/client.ts'
import {
  demandOfTenant,
  isMailTaken,
  sessionPolicyOf,
  type TenantSettings,
} from '../../domain/settings.ts'
import { highestDemand, type Demand } from '../../domain/demand.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { GrantId, Sub } from '../../kernel/ids.ts'
import { err, type Result } from '../../kernel/result.ts'
import { longestAccessToken } from '../../rules/access_target.ts'
import { demandOfRequest } from '../../rules/authorization/acr.ts'
import { consentPolicyOf, hostOf } from '../../rules/consent_policy.ts'
import { codeLifetime } from '../../rules/profiles.ts'
import { termsToAccept } from '../../rules/sign_up.ts'
import type { AskedParameters } from '../../spec/authorization_request.ts'
import type { ApprovalRefusal } from '../../domain/approval.ts'
import { brings } from '../../spec/response_type.ts'
import type { World } from '../../stores/world.ts'
import { requestedClaims } from '../tokens/claims_of.ts'
import { fitsIntoCode } from '../tokens/code.ts'
import type { AcceptedRequest } from './accepted_request.ts'

/** The account that a browser is signed in with, and that is meant. */
export interface ActiveAccount {
  sub: Sub
  session: SessionKey
}

/** What a person is asked for, whoever waits for the answer. */
export interface Approvable {
  client: Client
  parameters: AskedParameters
  consent: Client['consent']
  /** Where the answer goes, as consent knows it; empty where it goes nowhere. */
  host: string
}

export const approvableOf = ({ redirectable, parameters }: AcceptedRequest): Approvable => ({
  client: redirectable.client,
  parameters,
  consent: consentPolicyOf(redirectable.client, redirectable.redirect_uri),
  host: hostOf(redirectable.redirect_uri),
})

export interface Asked {
  grantId: GrantId
  /** The person has said yes, on our page, to all that the request asks for. */
  isConsentGiven: boolean
  /** The sign-in that the newest proof must have been given for; then `max_age` is met as well. */
  provedFor?: string
}

/** @returns what the person's object adds, or what is still missing */
export async function seekApproval(
  world: World,
  request: Approvable,
  account: ActiveAccount | undefined,
  asked: Asked,
): Promise<Result<Approved, ApprovalRefusal>> {
  if (!account) return err({ kind: 'no_session' })
  const question = await questionOf(world, request, account.session, asked)
  return world.users.of(account.sub).approve(question)
}

async function questionOf(
  world: World,
  { client, parameters, consent, host }: Approvable,
  session: SessionKey,
  { grantId, isConsentGiven, provedFor }: Asked,
): Promise<ApprovalQuestion> {
  const settings = await world.registry.settings()
  const maxAge =
    provedFor === undefined ? (parameters.max_age ?? client.default_max_age) : undefined
  const terms = termsToAccept(settings)
  return {
    session,
    policy: sessionPolicyOf(settings),
    clientId: client.client_id,
    scope: parameters.scope,
    claimNames: claimNames(parameters),
    host,
    consent: parameters.prompt.includes('consent') ? 'always' : consent,
    isConsentGiven,
    demand: highestDemand(
      demandOfTenant(settings),
      withoutWishes(demandOfRequest(client, parameters), parameters),
    ),
    isMailTaken: isMailTaken(settings, world.mailer !== null),
    ...(terms && { termsVersion: terms.version }),
    isToldOfSignOut: brings(parameters.response_type, 'id_token') && isToldOfSignOut(client),
    ...(maxAge !== undefined && { maxAge }),
    ...(provedFor !== undefined && { provedFor }),
    ...storedWith(parameters, { client, grantId, settings, now: world.now }),
  }
}

/** What is only wished for is no reason to fail where no page may be shown (OpenID Connect Core §3.1.2.1). */
const withoutWishes = (demand: Demand, { prompt }: AskedParameters): Demand =>
  demand === 'wished' && prompt.includes('none') ? 'none' : demand

interface Granting {
  client: Client
  grantId: GrantId
  settings: TenantSettings
  now: Seconds
}

/** What has to be stored in the same turn: the grant of a token that goes out at once, or what no code can hold. */
function storedWith(
  parameters: AskedParameters,
  { client, grantId, settings, now }: Granting,
): Pick<ApprovalQuestion, 'keep' | 'open'> {
  const { response_type: type } = parameters
  const ofCode = codeLifetime(client, settings)
  const details = detailsOf(parameters)
  if (brings(type, 'token')) {
    const until = now + Math.max(ofCode, longestAccessToken(settings))
    return { open: { grantId, clientEpoch: client.epoch, details, until } }
  }
  return isKept(parameters) ? { keep: { grantId, details, until: now + ofCode } } : {}
}

/** Whether a code names details that it does not hold itself. */
const isKept = (parameters: AskedParameters): boolean =>
  brings(parameters.response_type, 'code') &&
  !fitsIntoCode(detailsOf(parameters), confirmationOf(parameters))

/** The details as a code holds them; null where they stand in the person's object. */
export const detailsInCode = (parameters: AskedParameters): ApprovalDetails | null =>
  brings(parameters.response_type, 'token') || isKept(parameters) ? null : detailsOf(parameters)

export interface ApprovedAccess {
  client: Client
  parameters: AskedParameters
  account: ActiveAccount
  approved: Approved
  grantId: GrantId
}

/** What an approval fixes, to be sealed into a code, to stand in a token, or to be kept for a device. */
export const approvedCore = (
  { client, account, approved, grantId, parameters }: ApprovedAccess,
  settings: TenantSettings,
): ApprovalCore => {
  const cnf = confirmationOf(parameters)
  return {
    grantId,
    clientId: client.client_id,
    sessionId: account.session.sessionId,
    facts: approved.facts,
    consentSerial: approved.consentSerial,
    credentialEpoch: approved.credentialEpoch,
    tenantEpoch: settings.epoch,
    clientEpoch: client.epoch,
    ...(cnf && { cnf }),
  }
}

/** What of a request outlives it. */
export const detailsOf = ({
  scope,
  claims,
  nonce,
  resource = [],
}: AskedParameters): ApprovalDetails => ({
  scope,
  resource,
  ...(claims !== undefined && { claims }),
  ...(nonce !== undefined && { nonce }),
})

/** The key that the code is bound to (RFC 9449 §10). */
export const confirmationOf = ({ dpop_jkt: jkt }: AskedParameters): ApprovalCore['cnf'] =>
  jkt === undefined ? undefined : { jkt }

/** The person's claims that are asked for by name, wherever they are to appear; consent covers them one by one. */
export const claimNames = ({ claims }: AskedParameters): string[] => [
  ...new Set([...requestedClaims(claims?.userinfo), ...requestedClaims(claims?.id_token)]),
]
