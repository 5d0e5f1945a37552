/** A device asks what has become of its request, and gets tokens when the person has said yes (RFC 8628 §3.4, §3.5). */
import type { Client } from '../../domain/client.ts'
import type { Parameters } from '../../kernel/form.ts'
import { ok, type Result } from '../../kernel/result.ts'
import { refuse, type Refusal, type RefusalKey } from '../../rules/refusals.ts'
import type { TokenResponse } from '../../spec/token_response.ts'
import type { World } from '../../stores/world.ts'
import type { DpopProof } from '../dpop/read_proof.ts'
import { openDeviceCode, type DeviceCode } from '../device/device_code.ts'
import { redeemApproval } from './redeem_approval.ts'
import { requestedResource } from './requested_resource.ts'

/** One call while the person has not answered; one more for the grant when they have. */
export async function redeemDeviceCode(
  world: World,
  client: Client,
  parameters: Parameters,
  proof: DpopProof | undefined,
): Promise<Result<TokenResponse, Refusal>> {
  const opened = await readDeviceCode(world, client, parameters.get('device_code'))
  if (!opened.ok) return opened
  const wanted = requestedResource(world.issuer, parameters)
  if (!wanted.ok) return wanted
  const { address, expiresAt } = opened.value
  const polled = await world.devices.poll(address, world.attempt)
  if (!polled.ok) return refuse(REFUSAL_OF[polled.reason], polled.reason)
  const asked = { proof, wanted: wanted.value, unusable: 'device_code_invalid' } as const
  return redeemApproval(world, client, { ...polled.value, expiresAt }, asked)
}

const REFUSAL_OF = {
  pending: 'device_code_pending',
  slow_down: 'device_code_too_fast',
  denied: 'access_denied',
  // It was ours and has not expired by its own word, so its row has, by the clock of the object.
  unknown: 'device_code_expired',
} as const satisfies Record<string, RefusalKey>

/** Whatever is foreign, too old or of another client is refused before anybody is asked. */
async function readDeviceCode(
  { registry, log, now }: World,
  client: Client,
  text: string | undefined,
): Promise<Result<DeviceCode, Refusal>> {
  if (text === undefined) return refuse('device_code_missing')
  const code = await openDeviceCode(await registry.keys(), text)
  if (!code) return refuse('device_code_invalid', 'envelope')
  if (code.clientId !== client.client_id) {
    log.event('device_code_foreign_client', { client_id: client.client_id })
    return refuse('device_code_invalid', 'client')
  }
  return now < code.expiresAt ? ok(code) : refuse('device_code_expired')
}
