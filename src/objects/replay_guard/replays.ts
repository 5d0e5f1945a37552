/** What was tried a second time: written in the turn that refused it, then told to the tenant's audit. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { SpentKind } from '../../domain/spent_mark.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { TenantId } from '../../kernel/ids.ts'
import type { JobsPort } from '../jobs_port.ts'
import type { Sql } from '../sql.ts'

export const REPLAYS_TABLE = `CREATE TABLE replays (
  kind TEXT, key TEXT, record TEXT NOT NULL, PRIMARY KEY (kind, key)
) WITHOUT ROWID`

interface Replay {
  tenant: TenantId
  kind: SpentKind
  key: string
  event: AuditEvent
}

const EVENT_OF: { readonly [Kind in SpentKind]?: string } = {
  request_object: 'jar_replay',
  client_assertion: 'assertion_replay',
}

/** @param name of the object: `tenant:client_id:slot`. Undefined for a kind that may be marked by many. */
export function replayOf(
  name: string,
  kind: SpentKind,
  key: string,
  at: Seconds,
): Replay | undefined {
  const event = EVENT_OF[kind]
  const [, tenant, clientId] = /^([^:]+):(.+):\d+$/.exec(name) ?? []
  if (event === undefined || tenant === undefined || clientId === undefined) return undefined
  return {
    tenant: tenant as TenantId,
    kind,
    key,
    event: {
      id: `${event}:${clientId}:${key}:${at}`,
      at,
      event,
      actor: `client:${clientId}`,
      client_id: clientId,
      jti: key,
    },
  }
}

/** @returns whether it is news: one that waits to be told stands for all that come meanwhile */
export function writeReplay(sql: Sql, replay: Replay): boolean {
  const { kind, key } = replay
  const query = 'SELECT 1 FROM replays WHERE kind = ? AND key = ?'
  if (sql.read(query, kind, key).length > 0) return false
  sql.write('INSERT INTO replays VALUES (?, ?, ?)', kind, key, JSON.stringify(replay))
  return true
}

const TOLD_AT_ONCE = 50

/** @throws what the delivery throws */
export async function deliverReplays(sql: Sql, jobs: JobsPort): Promise<void> {
  for (;;) {
    const replays = sql
      .read<{ record: string }>('SELECT record FROM replays LIMIT ?', TOLD_AT_ONCE)
      .map(({ record }) => JSON.parse(record) as Replay)
    const [first] = replays
    if (!first) return
    await jobs.deliverAudit(
      first.tenant,
      replays.map(({ event }) => event),
    )
    for (const { kind, key } of replays) {
      sql.write('DELETE FROM replays WHERE kind = ? AND key = ?', kind, key)
    }
  }
}
