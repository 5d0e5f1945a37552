/** What operators say of a person, for apps to go by. */
import type { JsonObject } from '../kernel/json.ts'

export interface Attributes {
  roles: string[]
  groups: string[]
  /** Custom claims by their names. */
  custom: JsonObject
}

export const NO_ATTRIBUTES: Attributes = { roles: [], groups: [], custom: {} }
