/** What is left of the scopes that a person granted. */
import { clientScopes, type Client } from '../../domain/client.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import { allowedScopes } from '../../rules/allowed_scopes.ts'

/** Those that the client may still ask for, and that the tenant still has: what was taken away since is not issued. */
export function grantedScope(
  client: Client,
  settings: TenantSettings,
  granted: readonly string[],
): string[] {
  const allowed = allowedScopes(client, settings)
  return granted.filter((scope) => allowed.has(scope))
}

/** Whether the client may hold refresh tokens at all, as it is registered now. */
export const mayRefresh = (client: Client): boolean =>
  client.grant_types.includes('refresh_token') && clientScopes(client).includes('offline_access')
