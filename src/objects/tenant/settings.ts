/** The settings of a tenant, a document of which there is one. */
import type { AuditEvent } from '../../domain/audit.ts'
import {
  completeSettings,
  DEFAULT_SETTINGS,
  type EditableSettings,
  type TenantSettings,
} from '../../domain/settings.ts'
import type { Seconds } from '../../kernel/clock.ts'
import type { TenantId } from '../../kernel/ids.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import { readDocument, writeDocument } from './documents.ts'
import type { Ledger } from './ledger.ts'
import type { Sql } from '../sql.ts'

export const readSettings = (sql: Sql): TenantSettings =>
  completeSettings(readDocument(sql, 'settings') as TenantSettings)

export function writeSettings(sql: Sql, settings: TenantSettings): TenantSettings {
  writeDocument(sql, 'settings', settings)
  return settings
}

export const firstSettings = (
  tenant: TenantId,
  revision: number,
  now: Seconds,
): TenantSettings => ({
  ...DEFAULT_SETTINGS,
  schema: 1,
  tenant,
  epoch: 0,
  listedClientIds: [],
  upstreams: [],
  createdAt: now,
  updatedAt: now,
  revision,
})

export async function updateSettings(
  ledger: Ledger,
  patch: Partial<EditableSettings>,
  expectedRevision: number | null,
  audit: AuditEvent,
): Promise<Result<TenantSettings, 'changed'>> {
  const known = readSettings(ledger.sql)
  if (ledger.wasMade(audit)) return ok(known)
  if (expectedRevision !== null && known.revision !== expectedRevision) return err('changed')
  return ledger.change(['settings'], [audit], (revision) =>
    ok(writeSettings(ledger.sql, { ...known, ...patch, updatedAt: audit.at, revision })),
  )
}

export async function endEverything(ledger: Ledger, audit: AuditEvent): Promise<TenantSettings> {
  const known = readSettings(ledger.sql)
  if (ledger.wasMade(audit)) return known
  const ended = { ...known, epoch: known.epoch + 1, updatedAt: audit.at }
  return ledger.change(['settings'], [audit], (revision) =>
    writeSettings(ledger.sql, { ...ended, revision }),
  )
}
