/**
 * What the flows may ask of the world, passed explicitly to each: who we are, what time it is, and typed handles to
 * the objects. Made once per request by `services.ts`; nothing in it changes but the tally.
 */
import type { TenantKeys } from '../crypto/tenant_keys.ts'
import type { Client } from '../domain/client.ts'
import type { TenantSettings } from '../domain/settings.ts'
import type { Seconds } from '../kernel/clock.ts'
import type { AttemptId, ClientSecret, TenantId } from '../kernel/ids.ts'
import type { Devices } from './devices.ts'
import type { Directories } from './directories.ts'
import type { Guards } from './guards.ts'
import type { Languages } from './languages.ts'
import type { Log } from './log.ts'
import type { Mailer } from './mailer.ts'
import type { Outbound } from './outbound.ts'
import type { Outbox } from './outbox.ts'
import type { Pendings } from './pendings.ts'
import type { Tally } from './tally.ts'
import type { Users } from './users.ts'

/**
 * Clients, settings and keys of one tenant, at most a lease (30 s) old.
 * Every method throws ObjectUnavailable where neither memory nor `Tenant` can answer.
 */
export interface Registry {
  /** Undefined for an unknown, deleted or disabled client: the three look alike. Reads `Tenant` before it says so. */
  client(clientId: string): Promise<Client | undefined>
  /** Read from `Tenant` itself where the cached record may be old: call before refusing a secret, key or redirect_uri. */
  freshClient(clientId: string): Promise<Client | undefined>
  /** The secrets of a client that work now, the current one first; none where it has none. */
  secretsOf(client: Client): Promise<ClientSecret[]>
  settings(): Promise<TenantSettings>
  keys(): Promise<TenantKeys>
  /** For discovery and JWKS alone, which grant nothing: what is known, without waiting for the lease. */
  knownSettings(): Promise<TenantSettings>
  knownKeys(): Promise<TenantKeys>
}

export interface RefusalMeter {
  /** Counts one refusal under a key, and says whether there were too many within a minute. */
  isOverLimit(key: string): Promise<boolean>
}

export interface World {
  issuer: string
  tenant: TenantId
  now: Seconds
  attempt: AttemptId
  requestId: string
  /** The address that the request came from, as the platform says it. */
  ip: string
  /** Where that is, as far as the platform can tell: ISO 3166-1 alpha-2. */
  country?: string
  registry: Registry
  users: Users
  directories: Directories
  guards: Guards
  pendings: Pendings
  devices: Devices
  outbound: Outbound
  /** The words of the pages that are not in the Worker itself. */
  languages: Languages
  /** Null where no mail is sent: whatever needs it is off, and no page leads there. */
  mailer: Mailer | null
  /** The mails of a machine that sends none; null on every other. */
  outbox: Outbox | null
  /** How often one source was refused lately; approximate, for one place of the network. */
  refusals: RefusalMeter
  log: Log
  tally: Tally
  /** Work that may outlive the answer. */
  defer(work: Promise<unknown>): void
}
