/**
 * What one isolate remembers of one tenant, between requests: records as they were read, and what it knows of how new
 * they must be. It is made once for each isolate and tenant, and handed to the registry of every request.
 */
import type { OpenClientSecret } from '../crypto/client_secrets.ts'
import type { TenantKeys } from '../crypto/tenant_keys.ts'
import type { Client } from '../domain/client.ts'
import type { Changes, ProjectionName } from '../domain/projection.ts'
import type { TenantSettings } from '../domain/settings.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { TenantId } from '../kernel/ids.ts'
import { SingleFlight } from './single_flight.ts'

export interface RememberedClient {
  /** Null for a client that is unknown or deleted. */
  client: Client | null
  /** When the Tenant said that this still stands; -Infinity where it was not asked since it was read. */
  confirmedAt: Seconds
}

const MOST_CLIENTS = 2000
const MOST_FLOORS = 5000

export class RegistryMemory {
  /** The newest revision that this isolate has been told of. */
  revision = 0
  /** When the lease began: the question was asked then. */
  leasedAt: Seconds = -Infinity
  /** How many changes were made from this isolate, and how many of them it has been told the outcome of. */
  changesMade = 0
  changesKnown = 0
  /** When the last renewal failed. */
  failedAt: Seconds = -Infinity
  settings: TenantSettings | undefined
  keys: TenantKeys | undefined
  readonly secrets = new WeakMap<Client, OpenClientSecret[]>()
  readonly flights = new SingleFlight()
  readonly #clients = new Map<string, RememberedClient>()
  /** How new a record must be at least, where that is known. */
  readonly #floors = new Map<ProjectionName, number>()
  #trustsCopies = true

  /** A change was made from this isolate, so it asks before it grants again. */
  get hasChanged(): boolean {
    return this.changesMade > this.changesKnown
  }

  client(clientId: string): RememberedClient | undefined {
    return this.#clients.get(clientId)
  }

  rememberClient(clientId: string, remembered: RememberedClient): void {
    this.#clients.delete(clientId)
    this.#clients.set(clientId, remembered)
    const [oldest] = this.#clients.keys()
    if (this.#clients.size > MOST_CLIENTS && oldest) this.#clients.delete(oldest)
  }

  /** Whether a record of this revision is known to have changed since. */
  isOutdated(name: ProjectionName, revision: number): boolean {
    return revision < (this.#floors.get(name) ?? 0)
  }

  /** Whether KV's copy of this revision will do. */
  trustsCopy(name: ProjectionName, revision: number): boolean {
    return this.#trustsCopies && !this.isOutdated(name, revision)
  }

  /** Takes in what has changed: the records are forgotten, and older copies of them will not do. */
  learn({ revision, changed }: Changes): void {
    if (changed === 'all' || this.#floors.size + changed.length > MOST_FLOORS) {
      this.#forgetAll()
    } else {
      for (const { name, revision: floor } of changed) this.#raiseFloor(name, floor)
    }
    this.revision = revision
  }

  #raiseFloor(name: ProjectionName, floor: number): void {
    this.#floors.set(name, floor)
    if (name === 'settings' && this.#isBelow(this.settings, floor)) this.settings = undefined
    if (name === 'keys' && this.#isBelow(this.keys, floor)) this.keys = undefined
    const clientId = name.replace(/^client:/, '')
    const remembered = this.#clients.get(clientId)
    if (remembered?.client === null || this.#isBelow(remembered?.client, floor)) {
      this.#clients.delete(clientId)
    }
  }

  #isBelow(known: { revision: number } | null | undefined, floor: number): boolean {
    return !!known && known.revision < floor
  }

  /** From now on every record is read from the Tenant, for old copies cannot be told from new ones. */
  #forgetAll(): void {
    this.settings = undefined
    this.keys = undefined
    this.#clients.clear()
    this.#floors.clear()
    this.#trustsCopies = false
  }
}

const memories = new Map<TenantId, RegistryMemory>()

/** This isolate's memory of a tenant. */
export function isolateMemory(tenant: TenantId): RegistryMemory {
  const memory = memories.get(tenant) ?? new RegistryMemory()
  memories.set(tenant, memory)
  return memory
}
