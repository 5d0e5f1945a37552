/**
 * One tenant: the one writer of its clients, settings, keys and audit. A change, its line in the audit and its place in
 * the outbox are written together or not at all; the alarm then tells KV. The id of the audit event is the change's
 * own: asked again with it, after an answer was lost, the object changes nothing and answers what stands.
 */
import type { AuditEvent } from '../domain/audit.ts'
import type { Client } from '../domain/client.ts'
import type { Invitation } from '../domain/invitation.ts'
import { nextKeyAlarm, type KeyRing } from '../domain/key_ring.ts'
import type { Page, PageRequest } from '../domain/page.ts'
import type { Changes } from '../domain/projection.ts'
import type { InitialAccessToken } from '../domain/registration.ts'
import type { EditableSettings, TenantSettings } from '../domain/settings.ts'
import type { Upstream } from '../domain/upstream.ts'
import { MINUTE, nowSeconds } from '../kernel/clock.ts'
import type { TenantId } from '../kernel/ids.ts'
import type { Result } from '../kernel/result.ts'
import type { SigningAlgorithm } from '../spec/client_metadata.ts'
import { SchemaObject } from './base.ts'
import { jobsOf } from './jobs_port.ts'
import { appendAudit, auditPage } from './tenant/audit.ts'
import * as clients from './tenant/clients.ts'
import { hasDocuments, writeDocument } from './tenant/documents.ts'
import * as invitations from './tenant/invitations.ts'
import {
  completeKeys,
  isLacking,
  readKeyRing,
  resealKeys,
  rotateKey,
  tendKeys,
} from './tenant/keys.ts'
import { Ledger } from './tenant/ledger.ts'
import { changesSince, deliverProjections, nextWrite } from './tenant/projections.ts'
import * as initialTokens from './tenant/initial_access_tokens.ts'
import { admitClient, type AdmissionRefusal } from './tenant/registrations.ts'
import { endEverything, firstSettings, readSettings, updateSettings } from './tenant/settings.ts'
import { TENANT_TABLES } from './tenant/tables.ts'
import * as upstreams from './tenant/upstreams.ts'

export class Tenant extends SchemaObject {
  protected override readonly tables = TENANT_TABLES
  protected override readonly schema = 1
  #made: Ledger | undefined
  #beginning: Promise<void> | undefined

  async client(clientId: string): Promise<Client | undefined> {
    return clients.readClient(this.sql, clientId) ?? undefined
  }

  async clients(page: PageRequest): Promise<Page<Client>> {
    return clients.clientPage(this.sql, page)
  }

  async createClient(
    client: Client,
    audit: AuditEvent,
    isListed = false,
  ): Promise<Result<Client, 'exists'>> {
    return clients.createClient(await this.#ledger(), client, audit, isListed)
  }

  async replaceClient(
    client: Client,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<Client, 'unknown' | 'changed'>> {
    return clients.replaceClient(await this.#ledger(), client, expectedRevision, audit)
  }

  async deleteClient(
    clientId: string,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<null, 'unknown' | 'changed'>> {
    return clients.deleteClient(await this.#ledger(), clientId, expectedRevision, audit)
  }

  async endClientGrants(clientId: string, audit: AuditEvent): Promise<Result<Client, 'unknown'>> {
    return clients.endClientGrants(await this.#ledger(), clientId, audit)
  }

  async admitClient(client: Client, audit: AuditEvent): Promise<Result<Client, AdmissionRefusal>> {
    return admitClient(await this.#ledger(), client, audit)
  }

  async initialAccessToken(id: string): Promise<InitialAccessToken | undefined> {
    return initialTokens.readToken(this.sql, id)
  }

  async initialAccessTokens(page: PageRequest): Promise<Page<InitialAccessToken>> {
    return initialTokens.tokenPage(this.sql, page)
  }

  async createInitialAccessToken(token: InitialAccessToken, audit: AuditEvent): Promise<void> {
    initialTokens.createToken(await this.#ledger(), token, audit)
  }

  async deleteInitialAccessToken(id: string, audit: AuditEvent): Promise<Result<null, 'unknown'>> {
    return initialTokens.deleteToken(await this.#ledger(), id, audit)
  }

  async invitation(id: string): Promise<Invitation | undefined> {
    return invitations.readInvitation(this.sql, id)
  }

  async invitations(page: PageRequest): Promise<Page<Invitation>> {
    return invitations.invitationPage(this.sql, page)
  }

  async createInvitation(invitation: Invitation, audit: AuditEvent): Promise<void> {
    invitations.createInvitation(await this.#ledger(), invitation, audit)
  }

  async deleteInvitation(id: string, audit: AuditEvent): Promise<Result<null, 'unknown'>> {
    return invitations.deleteInvitation(await this.#ledger(), id, audit)
  }

  async acceptInvitation(id: string): Promise<void> {
    invitations.acceptInvitation(this.sql, id, nowSeconds())
  }

  async settings(): Promise<TenantSettings> {
    return readSettings((await this.#ledger()).sql)
  }

  async updateSettings(
    patch: Partial<EditableSettings>,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<TenantSettings, 'changed'>> {
    return updateSettings(await this.#ledger(), patch, expectedRevision, audit)
  }

  async endEverything(audit: AuditEvent): Promise<TenantSettings> {
    return endEverything(await this.#ledger(), audit)
  }

  async createUpstream(
    upstream: Upstream,
    audit: AuditEvent,
  ): Promise<Result<Upstream, 'exists' | 'too_many'>> {
    return upstreams.createUpstream(await this.#ledger(), upstream, audit)
  }

  async replaceUpstream(
    upstream: Upstream,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<Upstream, 'unknown' | 'changed'>> {
    return upstreams.replaceUpstream(await this.#ledger(), upstream, expectedRevision, audit)
  }

  async deleteUpstream(
    id: string,
    expectedRevision: number | null,
    audit: AuditEvent,
  ): Promise<Result<null, 'unknown' | 'changed'>> {
    return upstreams.deleteUpstream(await this.#ledger(), id, expectedRevision, audit)
  }

  async keyRing(): Promise<KeyRing> {
    return readKeyRing((await this.#ledger()).sql)
  }

  async rotateKey(alg: SigningAlgorithm, revoke: boolean, audit: AuditEvent): Promise<KeyRing> {
    return rotateKey(await this.#ledger(), jobsOf(this.ctx), alg, revoke, audit)
  }

  async resealKeys(ring: KeyRing, audit: AuditEvent): Promise<void> {
    await resealKeys(await this.#ledger(), ring, audit)
  }

  /** What an isolate must forget that knows this revision. */
  async since(revision: number): Promise<Changes> {
    const ledger = await this.#ledger()
    return changesSince(ledger.sql, revision, ledger.newest(), nowSeconds())
  }

  async audit(page: {
    limit: number
    after: string | null
    event?: string
  }): Promise<Page<AuditEvent>> {
    return auditPage(this.sql, page)
  }

  async appendAudit(events: AuditEvent[]): Promise<void> {
    const { sql } = await this.#ledger()
    this.ctx.storage.transactionSync(() => appendAudit(sql, events))
  }

  /** Tends the keys, tells KV, and sets itself anew. What fails comes again later, so nothing here throws. */
  override async alarm(): Promise<void> {
    const ledger = await this.#ledger()
    const jobs = jobsOf(this.ctx)
    const isTended = await tendKeys(ledger, jobs).then(
      () => true,
      () => false,
    )
    await deliverProjections(ledger.sql, ledger.tenant, jobs)
    const keysDue = isTended ? nextKeyAlarm(readKeyRing(ledger.sql)) : nowSeconds() + MINUTE
    await ledger.wake(Math.min(keysDue, nextWrite(ledger.sql)))
  }

  /** The first call of all has the keys made; the first after an upgrade, those that are lacking. Of several one does. */
  async #ledger(): Promise<Ledger> {
    if (this.#made) return this.#made
    const isMade = hasDocuments(this.sql)
    // An alarm need not know the name that the object is called by.
    const tenant = isMade ? readSettings(this.sql).tenant : this.ctx.id.name
    const ledger = new Ledger(this.sql, tenant as TenantId, this.ctx.storage)
    if (!isMade || isLacking(this.sql)) {
      const make = () => (isMade ? completeKeys(ledger, jobsOf(this.ctx)) : this.#begin(ledger))
      this.#beginning ??= make().finally(() => (this.#beginning = undefined))
      await this.#beginning
    }
    return (this.#made ??= ledger)
  }

  async #begin(ledger: Ledger): Promise<void> {
    const ring = await jobsOf(this.ctx).generateKeyRing(ledger.tenant)
    await ledger.change(['settings', 'keys'], [], (revision, now) => {
      writeDocument(this.sql, 'settings', firstSettings(ledger.tenant, revision, now))
      writeDocument(this.sql, 'keys', { ...ring, revision })
    })
  }
}
