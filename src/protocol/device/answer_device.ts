/** The end of a sign-in that a device waits for: the person's word is kept until the device comes for it. */
import type { Approved } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import type { DeviceAnswer, DeviceRequest } from '../../domain/device_request.ts'
import { newCodeId } from '../../kernel/ids.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { PendingAddress } from '../../stores/pendings.ts'
import type { World } from '../../stores/world.ts'
import { approvedCore, detailsOf, type ActiveAccount } from '../authorization/approval.ts'

export interface AnsweredDevice {
  address: PendingAddress
  client: Client
  kept: DeviceRequest
  account: ActiveAccount
}

/** Keeps what a code would have sealed; the grant is opened when the device redeems it. */
export async function approveDevice(
  world: World,
  answered: AnsweredDevice,
  approved: Approved,
): Promise<Result<null, Refusal>> {
  const { client, account, kept } = answered
  const { parameters, grantId } = kept
  const given = { client, parameters, account, approved, grantId }
  const core = approvedCore(given, await world.registry.settings())
  const details = detailsOf(parameters)
  const approval = { sub: account.sub, codeId: newCodeId(), core, details }
  return answer(world, answered, { kind: 'approved', approval })
}

export const denyDevice = (
  world: World,
  answered: AnsweredDevice,
): Promise<Result<null, Refusal>> => answer(world, answered, { kind: 'denied' })

async function answer(
  world: World,
  { address, client, kept: { grantId }, account: { sub, session } }: AnsweredDevice,
  given: DeviceAnswer,
): Promise<Result<null, Refusal>> {
  const by = { grantId, sub, sessionId: session.sessionId }
  const kept = await world.devices.answer(address, by, given)
  if (!kept.ok) return refuse('sign_in_unknown', kept.reason)
  world.log.event(`device_${given.kind}`, { client_id: client.client_id, sub, grant_id: grantId })
  return ok(null)
}
