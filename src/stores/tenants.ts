/** The Tenant object: the one writer of clients, settings, keys and audit. What it distributes is read by the registry. */
import type { AuditEvent } from '../domain/audit.ts'
import type { Client } from '../domain/client.ts'
import type { EditableSettings, TenantSettings } from '../domain/settings.ts'
import type { KeyRing } from '../domain/key_ring.ts'
import type { Result } from '../kernel/result.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'

export interface Page<T> {
  items: T[]
  /** What the next page begins after, or null at the end; sealed into a cursor before it leaves us. */
  next: string | null
}

export interface PageRequest {
  limit: number
  after: string | null
  /** Matches the beginning of the name or the whole id. */
  q?: string
}

export interface Tenants {
  client(clientId: string): Promise<Client | undefined>
  clients(page: PageRequest): Promise<Page<Client>>
  /** `exists` where the id was ever used: a deleted client's id never comes back. */
  createClient(client: Client, audit: AuditEvent): Promise<Result<Client, 'exists'>>
  /** Replaces the record if it still is at `expectedRevision`; null for "whatever it is". */
  replaceClient(
    client: Client,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<Client, 'unknown' | 'changed'>>
  deleteClient(
    clientId: string,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<null, 'unknown' | 'changed'>>
  /** Raises the client's epoch: everything granted to it is dead within the lease. */
  endClientGrants(clientId: string, audit: AuditEvent): Promise<Result<Client, 'unknown'>>

  settings(): Promise<TenantSettings>
  updateSettings(
    patch: Partial<EditableSettings>,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<TenantSettings, 'changed'>>
  /** Raises the tenant's epoch: everybody is signed out and every grant is dead within the lease. */
  endEverything(audit: AuditEvent): Promise<TenantSettings>

  keyRing(): Promise<KeyRing>
  /** Publishes a next key now if there is none; with `revoke` the current one is dropped and the next one signs at once. */
  rotateKey(alg: SigningAlgorithm, revoke: boolean, audit: AuditEvent): Promise<KeyRing>

  audit(page: { limit: number; after: string | null; event?: string }): Promise<Page<AuditEvent>>
  appendAudit(events: AuditEvent[]): Promise<void>
}
