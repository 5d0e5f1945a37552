/** How long what comes of a grant lives, by today's settings of the tenant and the client. */
import type { RefreshPolicy, RefreshQuestion } from '../../domain/approval.ts'
import type { Client } from '../../domain/client.ts'
import { sessionPolicyOf, type TenantSettings } from '../../domain/settings.ts'
import { longestAccessToken } from '../../rules/access_target.ts'

type GrantPolicy = Pick<
  RefreshQuestion,
  'policy' | 'clientEpoch' | 'accessTokenLifetime' | 'refresh'
>

export const grantPolicyOf = (client: Client, settings: TenantSettings): GrantPolicy => ({
  policy: sessionPolicyOf(settings),
  clientEpoch: client.epoch,
  accessTokenLifetime: longestAccessToken(settings),
  refresh: refreshPolicyOf(client, settings),
})

const refreshPolicyOf = (client: Client, settings: TenantSettings): RefreshPolicy => ({
  idle: settings.refresh_token_idle_lifetime,
  absolute: settings.refresh_token_absolute_lifetime,
  grace: settings.refresh_token_grace,
  rotation: client.refresh_token_rotation,
})
