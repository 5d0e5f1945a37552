/** What is left of the scopes that a person granted. */
import { clientScopes, type Client } from '../../domain/client.ts'
import type { TenantSettings } from '../../domain/settings.ts'
import { STANDARD_SCOPES } from '../../spec/claims.ts'

/** Those that the client may still ask for, and that the tenant still has: what was taken away since is not issued. */
export function grantedScope(
  client: Client,
  settings: TenantSettings,
  granted: readonly string[],
): string[] {
  const offered: readonly string[] = [
    ...STANDARD_SCOPES,
    ...settings.scopes.map(({ name }) => name),
  ]
  const registered = clientScopes(client)
  return granted.filter((scope) => registered.includes(scope) && offered.includes(scope))
}

/** Whether the client may hold refresh tokens at all, as it is registered now. */
export const mayRefresh = (client: Client): boolean =>
  client.grant_types.includes('refresh_token') && clientScopes(client).includes('offline_access')
