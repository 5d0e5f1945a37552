/**
 * What the Tenant object distributes, by name: `settings`, `keys`, `client:<client_id>`. KV holds a copy of each under
 * the name with the tenant in it, and every copy says at which of the tenant's revisions it was made.
 */
import type { TenantId } from '../kernel/ids.ts'
import { parseJsonObject, type JsonValue } from '../kernel/json.ts'

export type ProjectionName = 'settings' | 'keys' | `client:${string}`

export const clientProjection = (clientId: string): ProjectionName => `client:${clientId}`

/** `settings:<tenant>`, `keys:<tenant>`, `client:<tenant>:<client_id>`. */
export function projectionKey(tenant: TenantId, name: ProjectionName): string {
  const [kind, ...id] = name.split(':')
  return [kind, tenant, ...id].join(':')
}

export interface Projection {
  revision: number
  /** Null for a client that was deleted. */
  record: JsonValue
}

/** @param record the record as JSON, or null for one that is no more */
export const writeProjection = (revision: number, record: string | null): string =>
  `{"schema":1,"revision":${revision},"record":${record}}`

/** The copy, or undefined where it is not one, or of a schema that this version does not know. */
export function readProjection(text: string): Projection | undefined {
  const value = parseJsonObject(text)
  const { schema, revision, record } = value ?? {}
  if (schema !== 1 || typeof revision !== 'number' || record === undefined) return undefined
  return { revision, record }
}

/** What an isolate that knows one revision must forget to know the newest. */
export interface Changes {
  revision: number
  /** Each name with the revision of its last change; `all` where they are too many to tell. */
  changed: { name: ProjectionName; revision: number }[] | 'all'
}
