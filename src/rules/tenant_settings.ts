/** What a tenant's settings must be together; each by itself is bounded by its schema. */
import type { EditableSettings } from '../domain/settings.ts'
import { parseUri } from '../kernel/uri.ts'
import { OUR_SCOPES } from '../spec/claims.ts'
import { brandingFault } from './branding.ts'
import { claimMappingsFault } from './claim_mappings.ts'

export interface SettingsFault {
  field: keyof EditableSettings
  /** A sentence that goes on from the field's name. */
  detail: string
}

/** The first thing that does not fit, in settings as they would be after a change; undefined if all does. */
export function settingsFault(
  settings: EditableSettings,
  issuer: string,
): SettingsFault | undefined {
  if (settings.session_idle_lifetime > settings.session_absolute_lifetime) {
    return {
      field: 'session_idle_lifetime',
      detail: 'must not be longer than session_absolute_lifetime',
    }
  }
  if (settings.refresh_token_idle_lifetime > settings.refresh_token_absolute_lifetime) {
    return {
      field: 'refresh_token_idle_lifetime',
      detail: 'must not be longer than refresh_token_absolute_lifetime',
    }
  }
  const names = settings.scopes.map((scope) => scope.name)
  const isEachOnce = new Set(names).size === names.length
  if (!isEachOnce || names.some((name) => OUR_SCOPES.includes(name))) {
    return {
      field: 'scopes',
      detail: 'must each have a name of their own, and none of ours',
    }
  }
  const misfit = brandingFault(settings.branding)
  if (misfit !== undefined) return { field: 'branding', detail: misfit }
  const mapping = claimMappingsFault(settings)
  if (mapping !== undefined) return { field: 'claim_mappings', detail: mapping }
  const detail = resourceServersFault(settings, issuer)
  return detail === undefined ? undefined : { field: 'resource_servers', detail }
}

function resourceServersFault(
  { resource_servers: servers, scopes }: EditableSettings,
  issuer: string,
): string | undefined {
  const identifiers = servers.map(({ resource }) => resource)
  // "Its value MUST be an absolute URI … The URI MUST NOT include a fragment component" (RFC 8707 §2).
  if (identifiers.some((uri) => !parseUri(uri) || uri.includes('#'))) {
    return 'must each have an absolute URI without a fragment as resource'
  }
  if (new Set([issuer, ...identifiers]).size <= identifiers.length) {
    return 'must each have a resource of their own, and none the issuer'
  }
  const owned = servers.flatMap((server) => server.scopes)
  if (!owned.every((name) => scopes.some((scope) => scope.name === name))) {
    return 'must have scopes that the tenant has'
  }
  // A scope that two APIs understood would say in neither's token which of them it is meant for (RFC 9068 §5).
  return new Set(owned).size < owned.length ? 'must not share a scope' : undefined
}
