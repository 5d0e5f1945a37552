/**
 * The last steps to an answer: what is answered once is marked as answered, and only then is the code sealed and are
 * tokens made. Whatever fails before spends nothing.
 */
import type { Approved } from '../../domain/approval.ts'
import type { ApprovalCore } from '../../domain/grant.ts'
import type { GrantId } from '../../kernel/ids.ts'
import { newCodeId } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { codeLifetime } from '../../rules/profiles.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import { brings } from '../../spec/response_type.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import { hashRedirectUri, sealCode } from '../tokens/code.ts'
import { mintFrontTokens } from '../tokens/front_channel.ts'
import type { AcceptedRequest } from './accepted_request.ts'
import { approvedCore, detailsInCode, detailsOf, type ActiveAccount } from './approval.ts'

export interface ApprovedRequest {
  request: AcceptedRequest
  account: ActiveAccount
  approved: Approved
  /** The grant that the code is to open, or that was opened for what goes out at once. */
  grantId: GrantId
  /** The row of the sign-in, or else of the pushed request, that this answers. */
  pending?: PendingAddress
}

/** What the client is answered beside its state: a code, tokens, or both. */
export type AuthorizationAnswer = Readonly<Record<string, string>>

/** @returns the answer, or the refusal of a request that was answered before */
export async function issueAnswer(
  world: World,
  given: ApprovedRequest,
): Promise<Result<AuthorizationAnswer, Refusal>> {
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
  return ok(await answerOf(world, given, grantId))
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

async function answerOf(
  world: World,
  { request, account, approved }: ApprovedRequest,
  grantId: GrantId,
): Promise<AuthorizationAnswer> {
  const { redirectable, parameters } = request
  const { client, state } = redirectable
  const settings = await world.registry.settings()
  const core = approvedCore({ client, parameters, account, approved, grantId }, settings)
  const type = parameters.response_type
  const code = brings(type, 'code') ? await codeOf(world, { request, account, core }) : undefined
  const approval = { ...detailsOf(parameters), ...core }
  const front = { type, client, sub: account.sub, approval, person: approved, code, state }
  return { ...(code !== undefined && { code }), ...(await mintFrontTokens(world, front)) }
}

async function codeOf(
  { registry, now }: World,
  { request, account, core }: Pick<ApprovedRequest, 'request' | 'account'> & { core: ApprovalCore },
): Promise<string> {
  const { redirectable, parameters } = request
  return sealCode(await registry.keys(), {
    codeId: newCodeId(),
    sub: account.sub,
    expiresAt: now + codeLifetime(redirectable.client, await registry.settings()),
    redirectUriHash: await hashRedirectUri(redirectable.redirect_uri),
    ...(parameters.code_challenge !== undefined && { codeChallenge: parameters.code_challenge }),
    core,
    details: detailsInCode(parameters),
  })
}
