/** The apps that a person has let in: what was consented to and what was granted, client by client. */
import type { Client } from '../../domain/client.ts'
import type { Consent } from '../../domain/consent.ts'
import type { Grant } from '../../domain/grant.ts'
import type { AccountOverview } from '../../domain/own_account.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { ClientId } from '../../kernel/ids.ts'
import type { World } from '../../stores/world.ts'

export interface ConnectedApp {
  clientId: ClientId
  /** Undefined for one that was deleted or disabled since, and can do nothing. */
  client: Client | undefined
  scopes: string[]
  /** Names of claims that were asked for one by one. */
  claims: string[]
  since: Seconds
  /** Where anything was granted that still stands. */
  lastUsedAt: Seconds | undefined
}

/** The one that was used or let in last comes first. */
export async function connectedApps(
  world: World,
  { consents, grants }: Pick<AccountOverview, 'consents' | 'grants'>,
): Promise<ConnectedApp[]> {
  const clientIds = [...new Set([...consents, ...grants].map(({ clientId }) => clientId))]
  const apps = await Promise.all(
    clientIds.map(async (clientId) => {
      const client = await world.registry.client(clientId)
      const standing = grants.filter(
        (grant) =>
          grant.clientId === clientId && grant.approval.clientEpoch >= (client?.epoch ?? 0),
      )
      const consent = consents.find((each) => each.clientId === clientId)
      return consent || standing.length > 0 ? [appOf(clientId, client, consent, standing)] : []
    }),
  )
  return apps.flat().toSorted((one, other) => newest(other) - newest(one))
}

const appOf = (
  clientId: ClientId,
  client: Client | undefined,
  consent: Consent | undefined,
  grants: readonly Grant[],
): ConnectedApp => ({
  clientId,
  client,
  scopes: unique([...(consent?.scope ?? []), ...grants.flatMap(({ approval }) => approval.scope)]),
  claims: unique([...(consent?.claims ?? []), ...grants.flatMap(claimsOf)]),
  since: Math.min(
    ...(consent ? [consent.givenAt] : []),
    ...grants.map(({ createdAt }) => createdAt),
  ),
  lastUsedAt:
    grants.length === 0 ? undefined : Math.max(...grants.map(({ lastUsedAt }) => lastUsedAt)),
})

const claimsOf = ({ approval: { claims = {} } }: Grant): string[] => [
  ...Object.keys(claims.id_token ?? {}),
  ...Object.keys(claims.userinfo ?? {}),
]

const newest = ({ since, lastUsedAt }: ConnectedApp): Seconds => lastUsedAt ?? since

const unique = (names: readonly string[]): string[] => [...new Set(names)]
