/** Clients: registered, changed, ended, buried. A deleted client leaves its id behind, so that nobody else ever gets it. */
import type { AuditEvent } from '../../domain/audit.ts'
import type { Client } from '../../domain/client.ts'
import type { Page, PageRequest } from '../../domain/page.ts'
import { clientProjection, type ProjectionName } from '../../domain/projection.ts'
import { err, ok, type Result } from '../../kernel/result.ts'
import type { Ledger } from './ledger.ts'
import { forgetOpenClient } from './open_registrations.ts'
import { readSettings, writeSettings } from './settings.ts'
import type { Sql } from '../sql.ts'

interface ClientRow extends Record<string, string | null> {
  id: string
  record: string | null
}

/** The client; null for a deleted one; undefined for an id that was never used. */
export function readClient(sql: Sql, id: string): Client | null | undefined {
  const [row] = sql.read<ClientRow>('SELECT id, record FROM clients WHERE id = ?', id)
  if (!row) return undefined
  return row.record === null ? null : (JSON.parse(row.record) as Client)
}

/** Living clients in the order of their ids; with `q`, those of that id or whose name begins so in either case. */
export function clientPage(sql: Sql, { limit, after, q }: PageRequest): Page<Client> {
  const name = q?.toLowerCase() ?? ''
  const rows = sql.read<ClientRow>(
    `SELECT id, record FROM clients
     WHERE id > ? AND record IS NOT NULL AND (id = ? OR substr(name, 1, length(?)) = ?)
     ORDER BY id LIMIT ?`,
    after ?? '',
    q ?? '',
    name,
    name,
    limit + 1,
  )
  return {
    items: rows.slice(0, limit).map(({ record }) => JSON.parse(record ?? '') as Client),
    next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
  }
}

export async function createClient(
  ledger: Ledger,
  client: Client,
  audit: AuditEvent,
  isListed: boolean,
): Promise<Result<Client, 'exists'>> {
  const id = client.client_id
  const known = readClient(ledger.sql, id)
  if (known && ledger.wasMade(audit)) return ok(known)
  if (known !== undefined) return err('exists')
  const names: ProjectionName[] = [clientProjection(id), ...(isListed ? ['settings' as const] : [])]
  return ledger.change(names, [audit], (revision) => {
    if (isListed) listClient(ledger.sql, id, revision)
    return ok(writeClient(ledger.sql, { ...client, revision }))
  })
}

export async function replaceClient(
  ledger: Ledger,
  client: Client,
  expectedRevision: number | null,
  audit: AuditEvent,
): Promise<Result<Client, 'unknown' | 'changed'>> {
  const known = readClient(ledger.sql, client.client_id)
  if (!known) return err('unknown')
  if (ledger.wasMade(audit)) return ok(known)
  if (expectedRevision !== null && known.revision !== expectedRevision) return err('changed')
  // What only this object counts, an edit of an older record cannot turn back.
  const kept = { createdAt: known.createdAt, epoch: Math.max(known.epoch, client.epoch) }
  return ledger.change([clientProjection(client.client_id)], [audit], (revision) =>
    ok(writeClient(ledger.sql, { ...client, ...kept, updatedAt: audit.at, revision })),
  )
}

export async function deleteClient(
  ledger: Ledger,
  clientId: string,
  expectedRevision: number | null,
  audit: AuditEvent,
): Promise<Result<null, 'unknown' | 'changed'>> {
  if (ledger.wasMade(audit)) return ok(null)
  const known = readClient(ledger.sql, clientId)
  if (!known) return err('unknown')
  if (expectedRevision !== null && known.revision !== expectedRevision) return err('changed')
  return ledger.change([clientProjection(clientId)], [audit], () => {
    ledger.sql.write("UPDATE clients SET name = '', record = NULL WHERE id = ?", clientId)
    forgetOpenClient(ledger.sql, known)
    return ok(null)
  })
}

export async function endClientGrants(
  ledger: Ledger,
  clientId: string,
  audit: AuditEvent,
): Promise<Result<Client, 'unknown'>> {
  const known = readClient(ledger.sql, clientId)
  if (!known) return err('unknown')
  if (ledger.wasMade(audit)) return ok(known)
  const ended = { ...known, epoch: known.epoch + 1, updatedAt: audit.at }
  return ledger.change([clientProjection(clientId)], [audit], (revision) =>
    ok(writeClient(ledger.sql, { ...ended, revision })),
  )
}

export function writeClient(sql: Sql, client: Client): Client {
  sql.write(
    'INSERT OR REPLACE INTO clients (id, name, record) VALUES (?, ?, ?)',
    client.client_id,
    client.client_name.toLowerCase(),
    JSON.stringify(client),
  )
  return client
}

/** An id without our tag is looked for only if the settings name it. */
function listClient(sql: Sql, id: string, revision: number): void {
  const settings = readSettings(sql)
  const listedClientIds = [...settings.listedClientIds, id]
  writeSettings(sql, { ...settings, listedClientIds, revision })
}
