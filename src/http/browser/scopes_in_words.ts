/** What scopes are called towards people. */
import type { TenantScope, TenantSettings } from '../../domain/settings.ts'

/** The tenant's scopes as people read them: what is an API's own is said with its name. */
export const scopesInWords = ({
  scopes,
  resource_servers: servers,
}: TenantSettings): TenantScope[] =>
  scopes.map(({ name, description }) => {
    const owner = servers.find((server) => server.scopes.includes(name))
    return { name, description: owner ? `${owner.name}: ${description}` : description }
  })
