/**
 * What was changed at which revision, and what of it KV has: at once the change log that isolates ask for, and the
 * outbox of KV writes. One row a name, so writes that wait for the same key become one.
 */
import {
  projectionKey,
  writeProjection,
  type Changes,
  type ProjectionName,
} from '../../domain/projection.ts'
import { DAY, MINUTE, nowSeconds, type Seconds } from '../../kernel/clock.ts'
import type { TenantId } from '../../kernel/ids.ts'
import type { JobsPort, ProjectionWrite } from '../jobs_port.ts'
import type { Sql } from '../sql.ts'

/** More changes than these are told as `all`. */
export const MOST_CHANGES_TOLD = 500
const MOST_WRITES_AT_ONCE = 50
/** KV takes one write a second for a key; clocks are cut to whole seconds. */
const BETWEEN_WRITES = 2
const LONGEST_BACK_OFF = 5 * MINUTE
/** No cache of KV is older than this. */
const KV_SETTLED_AFTER = DAY

/** The newest revision; 0 before the first change. */
export function newestRevision(sql: Sql): number {
  const [row] = sql.read<{ revision: number | null }>(
    'SELECT max(revision) AS revision FROM projections',
  )
  return row?.revision ?? 0
}

/** Notes that a name has changed, and so that KV is behind. */
export function noteChange(sql: Sql, name: ProjectionName, revision: number, now: Seconds): void {
  sql.write(
    `INSERT INTO projections (name, revision, changed_at, written, tries, due)
     VALUES (?, ?, ?, 0, 0, ?)
     ON CONFLICT (name) DO UPDATE SET
       revision = excluded.revision, changed_at = excluded.changed_at, tries = 0,
       due = CASE WHEN tries = 0 THEN max(due, excluded.due) ELSE excluded.due END`,
    name,
    revision,
    now,
    now,
  )
}

/**
 * What changed after a revision. An isolate that knows nothing (0) is told what KV may still have an old copy of. A
 * revision of the future means that this object was restored from the past: then nothing that is known counts.
 */
export function changesSince(sql: Sql, known: number, newest: number, now: Seconds): Changes {
  if (known === newest) return { revision: newest, changed: [] }
  if (known > newest) return { revision: newest, changed: 'all' }
  const rows = sql.read<{ name: ProjectionName; revision: number }>(
    `SELECT name, revision FROM projections
     WHERE revision > ? AND (? > 0 OR changed_at > ? OR written < revision) LIMIT ?`,
    known,
    known,
    now - KV_SETTLED_AFTER,
    MOST_CHANGES_TOLD + 1,
  )
  if (rows.length > MOST_CHANGES_TOLD) return { revision: newest, changed: 'all' }
  return { revision: newest, changed: rows }
}

/** When the next write is due; Infinity where KV has everything. */
export function nextWrite(sql: Sql): Seconds {
  const [row] = sql.read<{ due: number | null }>(
    'SELECT min(due) AS due FROM projections WHERE written < revision',
  )
  return row?.due ?? Infinity
}

interface Outstanding extends Record<string, string | number> {
  name: ProjectionName
  revision: number
  tries: number
}

/** Gives KV what is due, oldest first. What it does not take is due once more later, at growing distances. */
export async function deliverProjections(
  sql: Sql,
  tenant: TenantId,
  jobs: JobsPort,
): Promise<void> {
  const due = sql.read<Outstanding>(
    `SELECT name, revision, tries FROM projections
     WHERE written < revision AND due <= ? ORDER BY revision LIMIT ?`,
    nowSeconds(),
    MOST_WRITES_AT_ONCE,
  )
  if (due.length === 0) return
  const writes = due.map(({ name, revision }) => projectionWrite(sql, tenant, name, revision))
  const written = await jobs.writeProjections(writes).catch((): string[] => [])
  for (const entry of due) {
    if (written.includes(projectionKey(tenant, entry.name))) noteWritten(sql, entry)
    else noteFailed(sql, entry)
  }
}

function projectionWrite(
  sql: Sql,
  tenant: TenantId,
  name: ProjectionName,
  revision: number,
): ProjectionWrite {
  const query = name.startsWith('client:')
    ? 'SELECT record FROM clients WHERE id = ?'
    : 'SELECT record FROM documents WHERE name = ?'
  const [row] = sql.read<{ record: string | null }>(query, name.replace(/^client:/, ''))
  const record = row?.record ?? null
  return {
    key: projectionKey(tenant, name),
    value: writeProjection(revision, record),
    forgetAfter: record === null ? DAY : null,
  }
}

/** A change made meanwhile has a higher revision, and stays due. */
function noteWritten(sql: Sql, { name, revision }: Outstanding): void {
  sql.write(
    'UPDATE projections SET written = ?, tries = 0, due = ? WHERE name = ?',
    revision,
    nowSeconds() + BETWEEN_WRITES,
    name,
  )
}

function noteFailed(sql: Sql, { name, tries }: Outstanding): void {
  sql.write(
    'UPDATE projections SET tries = ?, due = ? WHERE name = ?',
    tries + 1,
    nowSeconds() + Math.min(2 ** (tries + 1), LONGEST_BACK_OFF),
    name,
  )
}
