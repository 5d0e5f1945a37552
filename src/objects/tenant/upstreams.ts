/** The providers that people may sign in with: a part of the settings, and changed one by one. */
import type { AuditEvent } from '../../domain/audit.ts'
import { MOST_UPSTREAMS, type Upstream } from '../../domain/upstream.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Ledger } from './ledger.ts'
import { readSettings, writeSettings } from './settings.ts'

export async function createUpstream(
  ledger: Ledger,
  upstream: Upstream,
  audit: AuditEvent,
): Promise<Result<Upstream, 'exists' | 'too_many'>> {
  const { upstreams } = readSettings(ledger.sql)
  const known = upstreams.find(({ id }) => id === upstream.id)
  if (known) return ledger.wasMade(audit) ? ok(known) : err('exists')
  if (upstreams.length >= MOST_UPSTREAMS) return err('too_many')
  return ok(await keep(ledger, audit, upstream))
}

export async function replaceUpstream(
  ledger: Ledger,
  upstream: Upstream,
  expectedRevision: number | null,
  audit: AuditEvent,
): Promise<Result<Upstream, 'unknown' | 'changed'>> {
  const known = readSettings(ledger.sql).upstreams.find(({ id }) => id === upstream.id)
  if (!known) return err('unknown')
  if (ledger.wasMade(audit)) return ok(known)
  if (expectedRevision !== null && known.revision !== expectedRevision) return err('changed')
  return ok(await keep(ledger, audit, { ...upstream, updatedAt: audit.at }))
}

/** Nobody signs in by it any more; who was linked by it, stays so, should it come back. */
export async function deleteUpstream(
  ledger: Ledger,
  id: string,
  expectedRevision: number | null,
  audit: AuditEvent,
): Promise<Result<null, 'unknown' | 'changed'>> {
  if (ledger.wasMade(audit)) return ok(null)
  const known = readSettings(ledger.sql).upstreams.find((each) => each.id === id)
  if (!known) return err('unknown')
  if (expectedRevision !== null && known.revision !== expectedRevision) return err('changed')
  await change(ledger, audit, (upstreams) => upstreams.filter((each) => each.id !== id))
  return ok(null)
}

/** Where it stood, or at the end: their order is that of the buttons. */
async function keep(ledger: Ledger, audit: AuditEvent, upstream: Upstream): Promise<Upstream> {
  const at = readSettings(ledger.sql).upstreams.findIndex(({ id }) => id === upstream.id)
  const settings = await change(ledger, audit, (upstreams, revision) =>
    at < 0
      ? [...upstreams, { ...upstream, revision }]
      : upstreams.with(at, { ...upstream, revision }),
  )
  return settings.find(({ id }) => id === upstream.id) ?? upstream
}

const change = (
  ledger: Ledger,
  audit: AuditEvent,
  changed: (upstreams: Upstream[], revision: number) => Upstream[],
): Promise<Upstream[]> =>
  ledger.change(['settings'], [audit], (revision) => {
    const settings = readSettings(ledger.sql)
    const upstreams = changed(settings.upstreams, revision)
    return writeSettings(ledger.sql, { ...settings, upstreams, revision }).upstreams
  })
