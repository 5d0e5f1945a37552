/**
 * Clients, settings and keys for the flows: from the isolate's memory, else from KV, else from the Tenant itself. A
 * copy from KV counts only if nothing newer is known of, and a refusal is only ever given on the Tenant's own word.
 */
import { hasOurTag } from '../crypto/client_id.ts'
import { openClientSecrets } from '../crypto/client_secrets.ts'
import { openKeyRing, resealKeyRing } from '../crypto/key_ring.ts'
import type { MasterKeys } from '../crypto/master_keys.ts'
import type { TenantKeys } from '../crypto/tenant_keys.ts'
import type { Client } from '../domain/client.ts'
import type { KeyRing } from '../domain/key_ring.ts'
import { clientProjection, type ProjectionName } from '../domain/projection.ts'
import { completeSettings, type TenantSettings } from '../domain/settings.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { ClientSecret, TenantId } from '../kernel/ids.ts'
import type { Tenant } from '../objects/tenant.ts'
import { ObjectUnavailable } from './call.ts'
import { readCopy } from './copies.ts'
import { createLease, type Lease } from './lease.ts'
import type { Log } from './log.ts'
import type { RegistryMemory } from './registry_memory.ts'
import { newTally, type Tally } from './tally.ts'
import { createTenants, type TenantProjections, type Tenants } from './tenants.ts'
import type { Registry } from './world.ts'

export interface RegistryOptions {
  namespace: DurableObjectNamespace<Tenant>
  kv: KVNamespace
  tenant: TenantId
  masterKeys(): Promise<MasterKeys>
  /** The isolate's own, for this tenant. */
  memory: RegistryMemory
  now: Seconds
  tally: Tally
  log: Log
  defer(work: Promise<unknown>): void
}

/** How long the Tenant's word that nothing has changed is enough to refuse again. */
const CONFIRMED_FOR = 5

export const createRegistry = (options: RegistryOptions): Registry => new TenantRegistry(options)

class TenantRegistry implements Registry {
  readonly #options: RegistryOptions
  readonly #memory: RegistryMemory
  readonly #tenants: Tenants & TenantProjections
  readonly #lease: Lease

  constructor(options: RegistryOptions) {
    this.#options = options
    this.#memory = options.memory
    this.#tenants = createTenants(options.namespace, options.tenant, options.tally)
    // The lease is the isolate's and not this request's: it is not counted among its calls.
    const isolates = createTenants(options.namespace, options.tenant, newTally())
    this.#lease = createLease({ ...options, since: (revision) => isolates.since(revision) })
  }

  async client(clientId: string): Promise<Client | undefined> {
    await this.#lease.hold()
    const known = this.#memory.client(clientId)?.client
    if (known && !known.disabled) return known
    if (known === undefined && !(await this.#isPossible(clientId))) return undefined
    const copy = known === undefined ? await this.#copiedClient(clientId) : undefined
    return copy && !copy.disabled ? copy : this.#confirmedClient(clientId)
  }

  async freshClient(clientId: string): Promise<Client | undefined> {
    await this.#lease.hold()
    if (!this.#memory.client(clientId) && !(await this.#isPossible(clientId))) return undefined
    return this.#confirmedClient(clientId)
  }

  async secretsOf(client: Client): Promise<ClientSecret[]> {
    const { log, now } = this.#options
    const keys = await this.keys()
    const secrets =
      this.#memory.secrets.get(client) ??
      (await openClientSecrets(keys, client).catch((cause: unknown) => {
        log.event('client_secret_unreadable', { client_id: client.client_id })
        throw new ObjectUnavailable('a client secret does not open', { cause })
      }))
    this.#memory.secrets.set(client, secrets)
    return secrets
      .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
      .map(({ secret }) => secret)
  }

  async settings(): Promise<TenantSettings> {
    await this.#lease.hold()
    return this.#memory.settings ?? this.#loadSettings()
  }

  async keys(): Promise<TenantKeys> {
    await this.#lease.hold()
    return this.#memory.keys ?? this.#loadKeys()
  }

  async knownSettings(): Promise<TenantSettings> {
    this.#lease.nudge()
    return this.#memory.settings ?? this.#loadSettings()
  }

  async knownKeys(): Promise<TenantKeys> {
    this.#lease.nudge()
    return this.#memory.keys ?? this.#loadKeys()
  }

  /** Whether we may ever have made this id: the tag proves it, or the settings list it. No I/O for a made-up one. */
  async #isPossible(clientId: string): Promise<boolean> {
    if (await hasOurTag(await this.keys(), clientId)) return true
    return (await this.settings()).listedClientIds.includes(clientId)
  }

  async #copiedClient(clientId: string): Promise<Client | undefined> {
    const name = clientProjection(clientId)
    const copy = await readCopy(this.#options, name)
    if (!copy || copy.record['client_id'] !== clientId) return undefined
    if (!this.#memory.trustsCopy(name, copy.revision)) return undefined
    const client = copy.record as unknown as Client
    this.#memory.rememberClient(clientId, { client, confirmedAt: -Infinity })
    return client
  }

  /** The client by the Tenant's own word; undefined for one that is to be refused. */
  async #confirmedClient(clientId: string): Promise<Client | undefined> {
    const known = this.#memory.client(clientId)
    const isConfirmed = known && Math.abs(this.#options.now - known.confirmedAt) < CONFIRMED_FOR
    const client = isConfirmed ? known.client : await this.#askForClient(clientId)
    return client && !client.disabled ? client : undefined
  }

  #askForClient(clientId: string): Promise<Client | null> {
    const name = clientProjection(clientId)
    return this.#ask(name, async () => {
      const client = (await this.#tenants.client(clientId)) ?? null
      if (client && client.schema !== 1) throw new ObjectUnavailable('a client of another version')
      if (client && this.#memory.isOutdated(name, client.revision)) return client
      // An answer with news is paid for by the change that it tells of: only one without keeps the next from asking.
      const isNews = client && client.revision !== this.#memory.client(clientId)?.client?.revision
      const confirmedAt = isNews ? -Infinity : this.#options.now
      this.#memory.rememberClient(clientId, { client, confirmedAt })
      return client
    })
  }

  #loadSettings(): Promise<TenantSettings> {
    return this.#ask('settings', async () => {
      const copy = await this.#copy<TenantSettings>('settings')
      const settings = copy ? completeSettings(copy) : await this.#tenants.settings()
      if (!this.#memory.isOutdated('settings', settings.revision)) this.#memory.settings = settings
      return settings
    })
  }

  #loadKeys(): Promise<TenantKeys> {
    return this.#ask('keys', async () => {
      const ring = (await this.#copy<KeyRing>('keys')) ?? (await this.#tenants.keyRing())
      const masterKeys = await this.#options.masterKeys()
      const keys = await openKeyRing(masterKeys, ring)
      if (!this.#memory.isOutdated('keys', keys.revision)) this.#memory.keys = keys
      this.#options.defer(this.#renewSeals(masterKeys, ring))
      return keys
    })
  }

  /** After a change of the master key, the first isolate to open the ring seals it anew. */
  async #renewSeals(masterKeys: MasterKeys, ring: KeyRing): Promise<void> {
    const { now, log } = this.#options
    try {
      const resealed = await resealKeyRing(masterKeys, ring)
      if (!resealed) return
      await this.#tenants.resealKeys(resealed, {
        id: `ring-${ring.revision}:resealed`,
        at: now,
        event: 'key.resealed',
        actor: 'system',
        detail: { master_key: masterKeys.sealingId },
      })
    } catch {
      log.event('key_ring_not_resealed')
    }
  }

  async #copy<T extends { revision: number }>(name: ProjectionName): Promise<T | undefined> {
    const copy = await readCopy(this.#options, name)
    return copy && this.#memory.trustsCopy(name, copy.revision)
      ? (copy.record as unknown as T)
      : undefined
  }

  #ask<T>(name: string, question: () => Promise<T>): Promise<T> {
    return this.#memory.flights.ask(name, question, (work) => this.#options.defer(work))
  }
}
