/**
 * The device authorization endpoint (RFC 8628 §3.1, §3.2): a request is judged and kept, and the device is told what to
 * show. It is not signed, whatever the tenant demands of authorization requests: see docs/decisions/0010.
 */
import type { Client } from '../../domain/client.ts'
import { FIRST_INTERVAL } from '../../domain/device_request.ts'
import { spellUserCode } from '../../domain/user_code.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { Parameters } from '../../kernel/form.ts'
import { newGrantId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { checkResource } from '../../rules/authorization/resource.ts'
import { checkScope } from '../../rules/authorization/scope.ts'
import { refuse, type Refusal } from '../../rules/refusals.ts'
import type { AskedParameters } from '../../spec/authorization_request.ts'
import { formParameters, parseScope } from '../../spec/authorization_request_parser.ts'
import { DEVICE_CODE } from '../../spec/client_metadata.ts'
import { parseResource } from '../../spec/resource_parser.ts'
import type { World } from '../../stores/world.ts'
import type { AuthenticatedClient } from '../client_auth/authenticate_client.ts'
import { withFreshClient } from '../client_keys/with_fresh_client.ts'
import { sealDeviceCode } from './device_code.ts'

/** The body of the answer (RFC 8628 §3.2). */
export interface DeviceAuthorization {
  device_code: string
  user_code: string
  verification_uri: string
  verification_uri_complete: string
  expires_in: Seconds
  interval: Seconds
}

/** The scopes, and the APIs that the tokens are for (RFC 8707 §2). */
type Wanted = Pick<AskedParameters, 'scope' | 'resource'>

export async function authorizeDevice(
  world: World,
  { client: known }: AuthenticatedClient,
  parameters: Parameters,
): Promise<Result<DeviceAuthorization, Refusal>> {
  const asked = await withFreshClient(world, known, (client) => judge(world, client, parameters))
  if (!asked.ok) return asked
  const { client, wanted } = asked.value
  const { device_code_lifetime: lifetime } = await world.registry.settings()
  const expiresAt = world.now + lifetime
  const kept = await world.devices.keep(
    client.client_id,
    requestOf(world, client, wanted),
    expiresAt,
  )
  const { client_id: clientId } = client
  const code = { address: kept.address, clientId, expiresAt }
  const userCode = spellUserCode(kept.userCode)
  const page = `${world.issuer}/device`
  return ok({
    device_code: await sealDeviceCode(await world.registry.keys(), code),
    user_code: userCode,
    verification_uri: page,
    verification_uri_complete: `${page}?${new URLSearchParams({ user_code: userCode })}`,
    expires_in: lifetime,
    interval: FIRST_INTERVAL,
  })
}

async function judge(
  world: World,
  client: Client,
  parameters: Parameters,
): Promise<Result<{ client: Client; wanted: Wanted }, Refusal>> {
  if (!client.grant_types.includes(DEVICE_CODE)) return refuse('grant_not_registered')
  const source = formParameters(parameters)
  const [scope, resource] = [parseScope(source), parseResource(source('resource'))]
  if (!scope.ok) return err({ key: scope.reason })
  if (!resource.ok) return err({ key: resource.reason })
  const wanted = { ...scope.value, ...resource.value }
  const { issuer, registry } = world
  const request = { client, settings: await registry.settings(), issuer, parameters: wanted }
  const refused = [checkScope(request), checkResource(request)].find((verdict) => !verdict.ok)
  return refused ?? ok({ client, wanted })
}

/** A device says nothing of how lately its person must have signed in; its client may have registered it. */
const requestOf = (world: World, client: Client, wanted: Wanted) => ({
  parameters: { ...wanted, prompt: [], ui_locales: [] },
  grantId: newGrantId(),
  mustProve: client.default_max_age !== undefined,
  ...(world.country !== undefined && { country: world.country }),
  interval: FIRST_INTERVAL,
  enteredIn: null,
  answer: null,
  polled: null,
  isHandedOut: false,
})
