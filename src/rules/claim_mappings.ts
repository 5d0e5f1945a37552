/** What the claim mappings of a tenant must be together. */
import type { EditableSettings } from '../domain/settings.ts'
import { isSource, isToldAs, LISTS } from '../spec/claim_names.ts'

/** A sentence that goes on from the field's name; undefined if nothing is wrong. */
export function claimMappingsFault({
  claim_mappings: mappings,
  scopes,
}: Pick<EditableSettings, 'claim_mappings' | 'scopes'>): string | undefined {
  if (!mappings.every(({ source }) => isSource(source))) {
    return 'must each have roles, groups or a name for a custom claim as source'
  }
  // "iss", "aud", "acr" and their like are the protocol's word, "name" and "email" the person's own.
  if (!mappings.every(({ claim, source }) => isToldAs(source, claim))) {
    return 'must each have a claim that is neither of the protocol nor a standard one'
  }
  if (new Set(mappings.map(({ claim }) => claim.toLowerCase())).size < mappings.length) {
    return 'must each have a claim of their own'
  }
  if (!mappings.every((mapping) => new Set(mapping.in).size === mapping.in.length)) {
    return 'must name each place once'
  }
  // What a person reads on the consent page is what they give away: a standard scope says nothing of it.
  const readable: readonly string[] = [...LISTS, ...scopes.map(({ name }) => name)]
  return mappings.every(({ scope }) => readable.includes(scope))
    ? undefined
    : 'must each have roles, groups or a scope of the tenant as scope'
}
