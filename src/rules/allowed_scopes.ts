/** Which scopes a client may hold: those that it has registered and that the tenant still has. */
import { clientScopes, type Client } from '../domain/client.ts'
import { offeredScopes, type TenantSettings } from '../domain/settings.ts'

export function allowedScopes(client: Client, settings: TenantSettings): ReadonlySet<string> {
  const offered = offeredScopes(settings)
  return new Set(clientScopes(client).filter((scope) => offered.includes(scope)))
}
