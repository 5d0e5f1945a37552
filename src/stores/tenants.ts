/** The Tenant object: the one writer of clients, settings, keys and audit. What it distributes is read by the registry. */
import type { AuditEvent } from '../domain/audit.ts'
import type { Client } from '../domain/client.ts'
import type { EditableSettings, TenantSettings } from '../domain/settings.ts'
import type { Invitation } from '../domain/invitation.ts'
import type { KeyRing } from '../domain/key_ring.ts'
import type { Page, PageRequest } from '../domain/page.ts'
import type { Changes } from '../domain/projection.ts'
import type { InitialAccessToken } from '../domain/registration.ts'
import type { Upstream } from '../domain/upstream.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import type { Tenant } from '../objects/tenant.ts'
import type { AdmissionRefusal } from '../objects/tenant/registrations.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'
import { createCaller } from './call.ts'
import type { Tally } from './tally.ts'

export type { Page, PageRequest }

export interface Tenants {
  client(clientId: string): Promise<Client | undefined>
  clients(page: PageRequest): Promise<Page<Client>>
  /** `exists` where the id was ever used: a deleted client's id never comes back. */
  createClient(
    client: Client,
    audit: AuditEvent,
    /** The id was chosen by somebody and carries no tag of ours: the settings list it. */
    isListed?: boolean,
  ): Promise<Result<Client, 'exists'>>
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

  /** A client that registers itself (`client.registration` says how), counted against the leave that it has. */
  admitClient(client: Client, audit: AuditEvent): Promise<Result<Client, AdmissionRefusal>>
  initialAccessToken(id: string): Promise<InitialAccessToken | undefined>
  initialAccessTokens(page: PageRequest): Promise<Page<InitialAccessToken>>
  createInitialAccessToken(token: InitialAccessToken, audit: AuditEvent): Promise<void>
  deleteInitialAccessToken(id: string, audit: AuditEvent): Promise<Result<null, 'unknown'>>

  invitation(id: string): Promise<Invitation | undefined>
  invitations(page: PageRequest): Promise<Page<Invitation>>
  createInvitation(invitation: Invitation, audit: AuditEvent): Promise<void>
  deleteInvitation(id: string, audit: AuditEvent): Promise<Result<null, 'unknown'>>
  acceptInvitation(id: string): Promise<void>

  settings(): Promise<TenantSettings>
  updateSettings(
    patch: Partial<EditableSettings>,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<TenantSettings, 'changed'>>
  /** Raises the tenant's epoch: everybody is signed out and every grant is dead within the lease. */
  endEverything(audit: AuditEvent): Promise<TenantSettings>

  /** A provider that people may sign in with. `exists`: the id is another's. */
  createUpstream(
    upstream: Upstream,
    audit: AuditEvent,
  ): Promise<Result<Upstream, 'exists' | 'too_many'>>
  replaceUpstream(
    upstream: Upstream,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<Upstream, 'unknown' | 'changed'>>
  deleteUpstream(
    id: string,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<null, 'unknown' | 'changed'>>

  keyRing(): Promise<KeyRing>
  /**
   * The next key signs as soon as it has been published for a day; with `revoke` the current one is dropped and the
   * next one signs at once.
   */
  rotateKey(alg: SigningAlgorithm, revoke: boolean, audit: AuditEvent): Promise<KeyRing>

  audit(page: { limit: number; after: string | null; event?: string }): Promise<Page<AuditEvent>>
  appendAudit(events: AuditEvent[]): Promise<void>
}

/** What only the registry asks. */
export interface TenantProjections {
  since(revision: number): Promise<Changes>
  /** Takes a ring that was sealed anew under another master key, unless it has changed meanwhile. */
  resealKeys(ring: KeyRing, audit: AuditEvent): Promise<void>
}

/**
 * The handle to one tenant's object. A repeated call brings the same audit id, and so changes nothing twice.
 * @param changed told of every change that was made, so that this isolate knows it at once
 */
export function createTenants(
  namespace: DurableObjectNamespace<Tenant>,
  tenant: TenantId,
  tally: Tally,
  changed: () => void = () => {},
): Tenants & TenantProjections {
  const call = createCaller<Tenant>(namespace, tally)
  const ask = <T>(question: (object: Tenants & TenantProjections) => Promise<T>): Promise<T> =>
    call(tenant, question)
  const change = <T>(question: (object: Tenants & TenantProjections) => Promise<T>): Promise<T> =>
    ask(question).finally(changed)
  return {
    client: (id) => ask((object) => object.client(id)),
    clients: (page) => ask((object) => object.clients(page)),
    createClient: (...given) => change((object) => object.createClient(...given)),
    replaceClient: (...given) => change((object) => object.replaceClient(...given)),
    deleteClient: (...given) => change((object) => object.deleteClient(...given)),
    endClientGrants: (...given) => change((object) => object.endClientGrants(...given)),
    admitClient: (...given) => change((object) => object.admitClient(...given)),
    initialAccessToken: (id) => ask((object) => object.initialAccessToken(id)),
    initialAccessTokens: (page) => ask((object) => object.initialAccessTokens(page)),
    createInitialAccessToken: (...given) =>
      ask((object) => object.createInitialAccessToken(...given)),
    deleteInitialAccessToken: (...given) =>
      ask((object) => object.deleteInitialAccessToken(...given)),
    invitation: (id) => ask((object) => object.invitation(id)),
    invitations: (page) => ask((object) => object.invitations(page)),
    createInvitation: (...given) => ask((object) => object.createInvitation(...given)),
    deleteInvitation: (...given) => ask((object) => object.deleteInvitation(...given)),
    acceptInvitation: (id) => ask((object) => object.acceptInvitation(id)),
    settings: () => ask((object) => object.settings()),
    updateSettings: (...given) => change((object) => object.updateSettings(...given)),
    endEverything: (audit) => change((object) => object.endEverything(audit)),
    createUpstream: (...given) => change((object) => object.createUpstream(...given)),
    replaceUpstream: (...given) => change((object) => object.replaceUpstream(...given)),
    deleteUpstream: (...given) => change((object) => object.deleteUpstream(...given)),
    keyRing: () => ask((object) => object.keyRing()),
    rotateKey: (...given) => change((object) => object.rotateKey(...given)),
    audit: (page) => ask((object) => object.audit(page)),
    appendAudit: (events) => ask((object) => object.appendAudit(events)),
    since: (revision) => ask((object) => object.since(revision)),
    resealKeys: (...given) => change((object) => object.resealKeys(...given)),
  }
}
