/** From what was sent to what is kept: spellings resolved, keys checked, merged with what stands, judged as a whole. */
import type { ClientId } from '../../kernel/ids.ts'
import type { Result } from '../../kernel/result.ts'
import { completeClientMetadata } from '../../rules/client_metadata.ts'
import { resolveSpellings } from '../../rules/client_spellings.ts'
import { PROFILE_DEFAULTS } from '../../rules/profiles.ts'
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import type { ClientPatch, ClientRegistration } from '../../spec/admin/clients.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { AdminWorld } from '../../stores/admin_world.ts'
import { withCheckedKeys } from './checked_keys.ts'

export type MetadataChange = ClientRegistration | Omit<ClientPatch, 'disabled'>

/**
 * The metadata of a client after a request.
 * @param standing what is registered now; empty for a new client
 * @param given the fields to set; null removes one or sets its default again
 */
export async function registeredMetadata(
  world: AdminWorld,
  clientId: ClientId,
  standing: Partial<ClientMetadata>,
  given: MetadataChange,
): Promise<Result<ClientMetadata, MetadataRefusal>> {
  const spelled = resolveSpellings(given)
  if (!spelled.ok) return spelled
  const change = await withCheckedKeys(spelled.value, world)
  if (!change.ok) return change
  const { scopes, default_profile: profile } = await world.tenants.settings()
  return completeClientMetadata(
    // A client without a name goes by its id: "the authorization server MAY display the raw client_id" (RFC 7591 §2).
    { client_name: clientId, ...merged(adaptable(standing, change.value), change.value) },
    {
      issuer: world.issuer,
      outbound: world.outbound,
      scopes: scopes.map((scope) => scope.name),
      profile,
    },
  )
}

/** Under another profile, what that has an opinion on is not kept but filled in anew. */
function adaptable(
  standing: Partial<ClientMetadata>,
  { profile }: Pick<MetadataChange, 'profile'>,
): Partial<ClientMetadata> {
  if (!profile || profile === standing.profile) return standing
  const opinions = Object.keys(PROFILE_DEFAULTS[profile])
  return Object.fromEntries(Object.entries(standing).filter(([name]) => !opinions.includes(name)))
}

/** RFC 7396 §2 on one level: null removes, anything else replaces. */
function merged(standing: Partial<ClientMetadata>, change: object): Partial<ClientMetadata> {
  const fields = Object.entries({ ...standing, ...change }).filter(([, value]) => value !== null)
  return Object.fromEntries(fields) as Partial<ClientMetadata>
}
