/**
 * The last steps to a code: what is answered once is marked as answered, and only then is the code sealed. Whatever
 * fails before spends nothing.
 */
import type { Approved } from '../../domain/approval.ts'
import type { GrantId } from '../../kernel/ids.ts'
import { newCodeId } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { codeLifetime } from '../../rules/profiles.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import { fitsIntoCode, hashRedirectUri, sealCode } from '../tokens/code.ts'
import type { AcceptedRequest } from './accepted_request.ts'
import { approvedCore, confirmationOf, detailsOf, type ActiveAccount } from './approval.ts'

export interface ApprovedRequest {
  request: AcceptedRequest
  account: ActiveAccount
  approved: Approved
  /** For the grant that the code is to open. */
  grantId: GrantId
  /** The row of the sign-in, or else of the pushed request, that this answers. */
  pending?: PendingAddress
}

/** @returns the code, or the refusal of a request that was answered before */
export async function issueCode(
  world: World,
  given: ApprovedRequest,
): Promise<Result<string, Refusal>> {
  const completed = await complete(world, given)
  if (!completed.ok) return completed
  const { grantId } = completed.value
  const { redirectable, spend } = given.request
  const { client_id: clientId } = redirectable.client
  if (
    spend.kind === 'request_object' &&
    !(await world.guards.spend(clientId, spend.kind, spend.key, grantId, spend.until))
  ) {
    world.log.event('jar_replay', { client_id: clientId, sub: given.account.sub, jti: spend.key })
    return refuse('request_object_spent')
  }
  return ok(await codeOf(world, given, grantId))
}

async function complete(
  world: World,
  { pending, grantId, account: { sub, session }, request }: ApprovedRequest,
): Promise<Result<{ grantId: GrantId }, Refusal>> {
  if (!pending) return ok({ grantId })
  const { sessionId } = session
  const completed = await world.pendings.complete(pending, { grantId, sub, sessionId })
  if (completed.ok) return completed
  world.log.event('request_completed_before', { client_id: request.redirectable.client.client_id })
  return refuse('request_uri_unknown', completed.reason)
}

async function codeOf(
  world: World,
  { request, account, approved }: ApprovedRequest,
  grantId: GrantId,
): Promise<string> {
  const { redirectable, parameters } = request
  const { client } = redirectable
  const settings = await world.registry.settings()
  const details = detailsOf(parameters)
  const cnf = confirmationOf(parameters)
  return sealCode(await world.registry.keys(), {
    codeId: newCodeId(),
    sub: account.sub,
    expiresAt: world.now + codeLifetime(client, settings),
    redirectUriHash: await hashRedirectUri(redirectable.redirect_uri),
    ...(parameters.code_challenge !== undefined && { codeChallenge: parameters.code_challenge }),
    core: {
      ...approvedCore({ client, account, approved, grantId }, settings),
      ...(cnf && { cnf }),
    },
    details: fitsIntoCode(details, cnf) ? details : null,
  })
}
