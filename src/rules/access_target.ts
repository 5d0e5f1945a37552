/** What an access token is for, by the resources that it is asked for (RFC 8707 §2.2, RFC 9068 §3). */
import type { ResourceServer } from '../domain/resource_server.ts'
import type { TenantSettings } from '../domain/settings.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'

export interface AccessTarget {
  /** At least one. */
  audience: readonly string[]
  /** Of those that were granted, the ones that mean something there. */
  scope: readonly string[]
  lifetime: Seconds
  alg: SigningAlgorithm
}

/** Who gives the tokens, and the settings that he gives them by. */
export interface Giver {
  issuer: string
  settings: TenantSettings
}

/** What our own endpoints, and APIs that are not registered, get their tokens signed with. */
const OWN_ALGORITHM: SigningAlgorithm = 'EdDSA'

/**
 * Whether a client may have tokens for these resources with these scopes: each is ours, or a server with one of its own
 * scopes among them. So nobody opens an API that no scope was asked and granted for.
 */
export const mayTarget = (
  resource: readonly string[],
  scope: readonly string[],
  { issuer, settings }: Giver,
): boolean =>
  resource.every(
    (each) =>
      each === issuer ||
      settings.resource_servers.some(
        (server) => server.resource === each && server.scopes.some((own) => scope.includes(own)),
      ),
  )

/**
 * Without a resource the token is ours, with all its scopes. One that was removed since it was granted stays the
 * audience, but has no scopes of its own any more.
 */
export function accessTargetOf(
  resource: readonly string[],
  scope: readonly string[],
  { issuer, settings }: Giver,
): AccessTarget {
  const own = { lifetime: settings.access_token_lifetime, alg: OWN_ALGORITHM }
  if (resource.length === 0) return { audience: [issuer], scope, ...own }
  const servers = settings.resource_servers.filter((server) => resource.includes(server.resource))
  const isOurs = resource.includes(issuer)
  return {
    audience: resource,
    scope: scope.filter((each) => {
      const owner = settings.resource_servers.find(({ scopes }) => scopes.includes(each))
      return owner ? servers.includes(owner) : isOurs
    }),
    lifetime: Math.min(
      ...servers.map((server) => server.access_token_lifetime),
      ...(isOurs || servers.length === 0 ? [own.lifetime] : []),
    ),
    alg: algorithmOf(servers),
  }
}

/**
 * Several servers may have registered different ones: what all of them must understand is RS256. "the authorization
 * server and resource server MUST include RS256 … among their supported signature algorithms" (RFC 9068 §2.1).
 */
function algorithmOf(servers: readonly ResourceServer[]): SigningAlgorithm {
  const [first = OWN_ALGORITHM, ...others] = servers.map(
    (server) => server.access_token_signing_alg,
  )
  return others.every((alg) => alg === first) ? first : 'RS256'
}

/** No access token of the tenant lives longer. */
export const longestAccessToken = (settings: TenantSettings): Seconds =>
  Math.max(
    settings.access_token_lifetime,
    ...settings.resource_servers.map((server) => server.access_token_lifetime),
  )
