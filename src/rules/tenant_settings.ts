/** What a tenant's settings must be together; each by itself is bounded by its schema. */
import type { EditableSettings } from '../domain/settings.ts'
import { STANDARD_SCOPES } from '../spec/claims.ts'

export interface SettingsFault {
  field: keyof EditableSettings
  /** A sentence that goes on from the field's name. */
  detail: string
}

/** The first thing that does not fit, in settings as they would be after a change; undefined if all does. */
export function settingsFault(settings: EditableSettings): SettingsFault | undefined {
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
  const standard: readonly string[] = STANDARD_SCOPES
  const isEachOnce = new Set(names).size === names.length
  if (!isEachOnce || names.some((name) => standard.includes(name))) {
    return {
      field: 'scopes',
      detail: 'must each have a name of their own, and none of the standard ones',
    }
  }
  return undefined
}
