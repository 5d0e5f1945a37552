/** From what was sent to what is kept: spellings resolved, keys checked, merged with what stands, judged as a whole. */
import type { ClientId } from '../../kernel/ids.ts'
import { err, type Result } from '../../kernel/result.ts'
import { completeClientMetadata } from '../../rules/client_metadata.ts'
import { resolveSpellings } from '../../rules/client_spellings.ts'
import { PROFILE_DEFAULTS } from '../../rules/profiles.ts'
import type { MetadataRefusal } from '../../rules/metadata_refusal.ts'
import type { ClientPatch, ClientRegistration } from '../../spec/admin/clients.ts'
import type { ClientMetadata } from '../../spec/client_metadata.ts'
import type { RegistrarWorld } from '../../stores/admin_world.ts'
import { withCheckedKeys } from './checked_keys.ts'
import { sectorDocumentFault } from './sector_document.ts'

export type MetadataChange = ClientRegistration | Omit<ClientPatch, 'disabled'>

/**
 * The metadata of a client after a request.
 * @param standing what is registered now; empty for a new client
 * @param given the fields to set; null removes one or sets its default again
 */
export async function registeredMetadata(
  world: RegistrarWorld,
  clientId: ClientId,
  standing: Partial<ClientMetadata>,
  given: MetadataChange,
): Promise<Result<ClientMetadata, MetadataRefusal>> {
  const spelled = resolveSpellings(given)
  if (!spelled.ok) return spelled
  const change = await withCheckedKeys(spelled.value, world)
  if (!change.ok) return change
  const { scopes, default_profile: profile } = await world.tenants.settings()
  const completed = completeClientMetadata(
    // A client without a name goes by its id: "the authorization server MAY display the raw client_id" (RFC 7591 §2).
    { client_name: clientId, ...merged(adaptable(standing, change.value), change.value) },
    {
      issuer: world.issuer,
      outbound: world.outbound,
      scopes: scopes.map((scope) => scope.name),
      profile,
    },
  )
  const fault = completed.ok
    ? await sectorDocumentFault(world, standing, completed.value)
    : undefined
  return fault ? err(fault) : completed
}

/** Under another profile, what that has an opinion on is not kept but filled in anew. */
function adaptable(
  standing: Partial<ClientMetadata>,
  { profile }: Pick<MetadataChange, 'profile'>,
): Partial<ClientMetadata> {
  if (!profile || profile === standing.profile) return standing
  const opinions: Partial<ClientMetadata> = PROFILE_DEFAULTS[profile]
  // Signing with the secret goes with authenticating by it: under another method it is a default of the old one.
  const isOfOldMethod = (name: string, value: unknown) =>
    name === 'request_object_signing_alg' &&
    value === 'HS256' &&
    opinions.token_endpoint_auth_method
  const kept = Object.entries(standing).filter(
    ([name, value]) => !Object.hasOwn(opinions, name) && !isOfOldMethod(name, value),
  )
  return Object.fromEntries(kept)
}

/** RFC 7396 §2 on one level: null removes, anything else replaces. */
function merged(standing: Partial<ClientMetadata>, change: object): Partial<ClientMetadata> {
  const fields = Object.entries({ ...standing, ...change }).filter(([, value]) => value !== null)
  return Object.fromEntries(fields) as Partial<ClientMetadata>
}
