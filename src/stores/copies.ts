/** KV's copies of what a Tenant distributes. None of them is the truth, so anything odd reads as "no copy". */
import { projectionKey, readProjection, type ProjectionName } from '../domain/projection.ts'
import type { TenantId } from '../kernel/ids.ts'
import { isJsonObject, type JsonObject } from '../kernel/json.ts'
import type { Log } from './log.ts'
import { within } from './patience.ts'
import type { Tally } from './tally.ts'

export interface Copy {
  revision: number
  record: JsonObject
}

const LONGEST_READ_MS = 1000

/** Reads a copy; undefined where KV has none, has a broken one, or does not answer within a second. */
export async function readCopy(
  world: { kv: KVNamespace; tenant: TenantId; tally: Tally; log: Log },
  name: ProjectionName,
): Promise<Copy | undefined> {
  const key = projectionKey(world.tenant, name)
  world.tally.kvReads++
  const text = await within(LONGEST_READ_MS, world.kv.get(key)).catch(() => undefined)
  if (!text) world.log.event('kv_unreadable', { key })
  if (!text?.value) return undefined
  const { revision, record } = readProjection(text.value) ?? {}
  if (revision === undefined || !isOurRecord(record, world.tenant)) {
    world.log.event('kv_corrupt', { key })
    return undefined
  }
  return { revision, record }
}

/** Whether it is a record of this tenant, of a schema that this version knows. */
function isOurRecord(record: unknown, tenant: TenantId): record is JsonObject {
  return isJsonObject(record) && record['schema'] === 1 && record['tenant'] === tenant
}
