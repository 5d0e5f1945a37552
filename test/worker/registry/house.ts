/** One tenant, and as many isolates as a test needs: each has a memory of its own, a clock, a KV and a Tenant to reach. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { vi } from 'vitest'
import { newClientId } from '../../../src/crypto/client_id.ts'
import { readMasterKeys } from '../../../src/crypto/master_keys.ts'
import type { AuditEvent } from '../../../src/domain/audit.ts'
import type { Client } from '../../../src/domain/client.ts'
import { nowSeconds, type Seconds } from '../../../src/kernel/clock.ts'
import type { ClientId, TenantId } from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { createLog, type Log } from '../../../src/stores/log.ts'
import { createRegistry, type RegistryOptions } from '../../../src/stores/registry.ts'
import { RegistryMemory } from '../../../src/stores/registry_memory.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { createTenants } from '../../../src/stores/tenants.ts'
import type { Registry } from '../../../src/stores/world.ts'

export const tenantObject = (tenant: TenantId) => env.TENANT.getByName(tenant)
export const tenantsOf = (tenant: TenantId) => createTenants(env.TENANT, tenant, newTally())

export const audit = (event = 'client.updated'): AuditEvent => ({
  id: randomToken(),
  at: nowSeconds(),
  event,
  actor: 'admin',
})

/** An isolate: `at(now)` is the registry that a request at that time is given. */
export function isolate(tenant: TenantId, changes: Partial<RegistryOptions> = {}) {
  const memory = new RegistryMemory()
  const tally = newTally()
  const deferred: Promise<unknown>[] = []
  const options = {
    namespace: env.TENANT,
    kv: env.KV,
    tenant,
    masterKeys: () => readMasterKeys(env.MASTER_KEYS ?? '', ''),
    memory,
    tally,
    log: createLog('test', false) satisfies Log,
    defer: (work: Promise<unknown>) => void deferred.push(work),
    ...changes,
  }
  return {
    memory,
    tally,
    at: (now: Seconds): Registry => createRegistry({ ...options, now }),
    settled: async () => {
      while (deferred.length > 0) await deferred.pop()
    },
  }
}

/** A client record, as the admin API would hand it to the Tenant. */
export function clientRecord(tenant: TenantId, clientId: ClientId): Client {
  const now = nowSeconds()
  return {
    schema: 1,
    tenant,
    client_id: clientId,
    client_name: 'A shop',
    redirect_uris: ['https://shop.example/callback'],
    post_logout_redirect_uris: [],
    grant_types: ['authorization_code'],
    response_types: ['code'],
    token_endpoint_auth_method: 'client_secret_basic',
    scope: 'openid',
    application_type: 'web',
    id_token_signed_response_alg: 'RS256',
    request_object_signing_alg: 'HS256',
    require_signed_request_object: true,
    require_pushed_authorization_requests: false,
    dpop_bound_access_tokens: false,
    subject_type: 'public',
    require_auth_time: false,
    profile: 'oidc',
    require_pkce: true,
    consent: 'remember',
    refresh_token_rotation: 'rotate',
    request_object_profile: 'strict',
    request_object_key: 'registered',
    assertion_audience: 'issuer',
    require_second_factor: false,
    introspect_any: false,
    secrets: [],
    disabled: false,
    epoch: 0,
    createdAt: now,
    updatedAt: now,
    revision: 0,
  }
}

/** Registers a client and answers its record. */
export async function register(tenant: TenantId, changes: Partial<Client> = {}): Promise<Client> {
  const keys = await isolate(tenant).at(nowSeconds()).keys()
  const client = { ...clientRecord(tenant, await newClientId(keys)), ...changes }
  const created = await tenantsOf(tenant).createClient(client, audit('client.created'))
  if (!created.ok) throw new Error(created.reason)
  return created.value
}

/** A namespace whose objects do not answer. */
export const unreachable = {
  getByName: () =>
    new Proxy({}, { get: () => () => Promise.reject(new Error('the network is down')) }),
} as unknown as typeof env.TENANT

/** A KV of another place, that still says what KV said when it was made. */
export async function staleKv(): Promise<KVNamespace> {
  const { keys } = await env.KV.list()
  const copies = new Map<string, string | null>()
  for (const { name } of keys) copies.set(name, await env.KV.get(name))
  return { get: async (key: string) => copies.get(key) ?? null } as unknown as KVNamespace
}

/** Sets every clock. Real alarms of the platform do not run while the time is set ahead: a test runs them itself. */
export function setTime(at: Seconds): void {
  vi.setSystemTime(at * 1000)
}

/** Runs the alarm of a tenant until nothing is due any more. */
export async function runAlarms(tenant: TenantId): Promise<void> {
  for (let runs = 0; runs < 10; runs++) {
    const at = await runInDurableObject(tenantObject(tenant), (_, { storage }) =>
      storage.getAlarm(),
    )
    if (at === null || at > nowSeconds() * 1000) return
    await runDurableObjectAlarm(tenantObject(tenant))
  }
  throw new Error('the alarm does not come to rest')
}
