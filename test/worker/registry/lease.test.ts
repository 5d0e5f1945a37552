import { beforeAll, describe, expect, it, vi } from 'vitest'
import { runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { newClientId } from '../../../src/crypto/client_id.ts'
import { sealClientSecret } from '../../../src/crypto/client_secrets.ts'
import type { Client } from '../../../src/domain/client.ts'
import { DAY, MINUTE, nowSeconds } from '../../../src/kernel/clock.ts'
import { newClientSecret, type ClientId, type TenantId } from '../../../src/kernel/ids.ts'
import { ObjectUnavailable } from '../../../src/stores/call.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { createTenants } from '../../../src/stores/tenants.ts'
import {
  audit,
  clientRecord,
  isolate,
  register,
  runAlarms,
  setTime,
  staleKv,
  tenantsOf,
  unreachable,
} from './house.ts'

const START = nowSeconds() + 1000 * DAY
const tenant = 'lease-tests' as TenantId
const tenants = tenantsOf(tenant)
beforeAll(() => setTime(START))

const disable = (client: Client) =>
  tenants.replaceClient({ ...client, disabled: true }, null, audit())

/** An isolate that has served a client already. */
async function warmIsolate(client: Client, changes = {}) {
  const warm = isolate(tenant, changes)
  expect(await warm.at(START).client(client.client_id)).toEqual(client)
  await warm.at(START).settings()
  Object.assign(warm.tally, { objectCalls: 0, kvReads: 0 })
  return warm
}

describe('the isolate that knows a client', () => {
  it('asks nobody while its lease is young', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    const registry = warm.at(START + 19)
    await registry.client(client.client_id)
    await registry.settings()
    await registry.keys()
    await registry.secretsOf(client)
    expect(warm.tally).toMatchObject({ objectCalls: 0, kvReads: 0 })
    expect(warm.memory.leasedAt).toBe(START)
  })

  it('stops granting within 30 s of a change elsewhere, whatever KV says (F3)', async () => {
    const client = await register(tenant)
    await runAlarms(tenant)
    const warm = await warmIsolate(client, { kv: await staleKv() })
    await disable(client)
    expect(await warm.at(START + 15).client(client.client_id)).toMatchObject({ disabled: false })
    expect(await warm.at(START + 31).client(client.client_id)).toBeUndefined()
  })

  it('renews the lease behind the back of a request from 20 s on', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    await disable(client)
    expect(await warm.at(START + 25).client(client.client_id)).toMatchObject({ disabled: false })
    await warm.settled()
    expect(warm.memory.leasedAt).toBe(START + 25)
    expect(await warm.at(START + 26).client(client.client_id)).toBeUndefined()
  })

  it('asks once for a hundred requests that find the lease run out', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    const since = vi.spyOn(warm.memory, 'learn')
    const registries = Array.from({ length: 100 }, () => warm.at(START + 60))
    await Promise.all(registries.map((registry) => registry.client(client.client_id)))
    expect(since).toHaveBeenCalledTimes(1)
  })

  it('sees epochs, redirect URIs and settings change in the same way', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client, { kv: await staleKv() })
    const { epoch } = await warm.at(START).settings()
    await tenants.endClientGrants(client.client_id, audit())
    await tenants.endEverything(audit())
    expect(await warm.at(START + 31).client(client.client_id)).toMatchObject({ epoch: 1 })
    expect(await warm.at(START + 31).settings()).toMatchObject({ epoch: epoch + 1 })
  })

  it('knows at once what was changed from here', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    const here = createTenants(env.TENANT, tenant, newTally(), () => warm.memory.changesMade++)
    await here.replaceClient({ ...client, disabled: true }, null, audit())
    expect(await warm.at(START).client(client.client_id)).toBeUndefined()
    expect(warm.memory.hasChanged).toBe(false)
  })

  it('knows it in every request that begins after the change, also while another one asks', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    const count = () => warm.memory.changesMade++
    const here = createTenants(env.TENANT, tenant, newTally(), count)
    const asking = warm.at(START + 60).client(client.client_id)
    await here.replaceClient({ ...client, disabled: true }, null, audit())
    const registries = [warm.at(START + 60), warm.at(START + 60)]
    const seen = await Promise.all(registries.map((each) => each.client(client.client_id)))
    expect(seen).toEqual([undefined, undefined])
    await asking
  })

  it('learns by the next lease what changed while it was reading', async () => {
    const client = await register(tenant)
    const warm = isolate(tenant)
    await warm.at(START).keys()
    const reading = warm.at(START).client(client.client_id)
    await disable(client)
    await reading
    expect(await warm.at(START + 31).client(client.client_id)).toBeUndefined()
  })
})

describe('a new isolate', () => {
  it('does not believe an old copy in KV of what has just changed (F3)', async () => {
    const client = await register(tenant)
    await runAlarms(tenant)
    const kv = await staleKv()
    await disable(client)
    await runAlarms(tenant)
    expect(await isolate(tenant, { kv }).at(START).client(client.client_id)).toBeUndefined()
  })

  it('takes from KV what has not changed, and wakes no object for it', async () => {
    const client = await register(tenant)
    await runAlarms(tenant)
    const cold = isolate(tenant)
    expect(await cold.at(START).client(client.client_id)).toEqual(client)
    expect(cold.tally).toMatchObject({ objectCalls: 0, kvReads: 2 })
  })
})

describe('a refusal', () => {
  it('is never given on stale data: a client works the moment it is registered, though KV misses it', async () => {
    const warm = isolate(tenant, { kv: await staleKv() })
    await warm.at(START).settings()
    const client = await register(tenant)
    expect(await warm.at(START + 1).client(client.client_id)).toEqual(client)
  })

  it('of a made-up id asks nobody: the tag is wrong', async () => {
    const warm = await warmIsolate(await register(tenant))
    const forged = `client_${'a'.repeat(30)}`
    for (const id of [forged, 'shop', '__proto__', '', '../keys']) {
      expect(await warm.at(START).client(id)).toBeUndefined()
      expect(await warm.at(START).freshClient(id)).toBeUndefined()
    }
    expect(warm.tally).toMatchObject({ objectCalls: 0, kvReads: 0 })
  })

  it('asks the Tenant at most once in 5 s for the same client, and then again', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    await disable(client)
    const ask = (at: number) => warm.at(START + at).freshClient(client.client_id)
    const calls = () => warm.tally.objectCalls
    await Promise.all(Array.from({ length: 50 }, () => ask(1)))
    expect(calls()).toBe(1)
    for (const at of [1, 2, 3, 4, 5]) expect(await ask(at)).toBeUndefined()
    expect(calls()).toBe(2)
    await tenants.replaceClient(client, null, audit())
    expect(await ask(5)).toBeUndefined()
    expect(await ask(6)).toMatchObject({ disabled: false })
    expect(calls()).toBe(3)
  })

  it('costs a rotation that was just made nothing: an answer with news lets the next one ask again', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    for (const client_name of ['one', 'two', 'three']) {
      await tenants.replaceClient({ ...client, client_name }, null, audit())
      expect(await warm.at(START + 1).freshClient(client.client_id)).toMatchObject({ client_name })
    }
  })

  it('of an id that was deleted, or that we made and nobody registered, looks the same', async () => {
    const warm = isolate(tenant)
    const client = await register(tenant)
    await tenants.deleteClient(client.client_id, null, audit())
    expect(await warm.at(START).client(client.client_id)).toBeUndefined()
    const unused = await newClientId(await warm.at(START).keys())
    expect(await warm.at(START).client(unused)).toBeUndefined()
  })
})

describe('a Tenant that does not answer', () => {
  it('stops nobody who is known for 5 min, and everybody after (503)', async () => {
    const client = await register(tenant)
    const log = { event: vi.fn(), debug: vi.fn() }
    const warm = await warmIsolate(client)
    const cut = isolate(tenant, { memory: warm.memory, namespace: unreachable, log })
    expect(await cut.at(START + 31).client(client.client_id)).toEqual(client)
    expect(await cut.at(START + 5 * MINUTE).client(client.client_id)).toEqual(client)
    expect(log.event).toHaveBeenCalledWith('lease_not_renewed', { age: 31 })
    await expect(cut.at(START + 5 * MINUTE + 1).client(client.client_id)).rejects.toThrow(
      ObjectUnavailable,
    )
    expect(await warm.at(START + 5 * MINUTE + 4).client(client.client_id)).toEqual(client)
  })

  it('is not asked again by every request', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    const log = { event: vi.fn(), debug: vi.fn() }
    const cut = isolate(tenant, { memory: warm.memory, namespace: unreachable, log })
    for (let request = 0; request < 10; request++) {
      await cut.at(START + 40).client(client.client_id)
    }
    expect(log.event).toHaveBeenCalledTimes(1)
  })

  it('makes no refusal: what cannot be confirmed is unavailable', async () => {
    const client = await register(tenant)
    const warm = await warmIsolate(client)
    await disable(client)
    await warm.at(START + 40).settings()
    const cut = isolate(tenant, { memory: warm.memory, namespace: unreachable })
    await expect(cut.at(START + 41).client(client.client_id)).rejects.toThrow(ObjectUnavailable)
  })

  it('does not keep discovery and JWKS waiting', async () => {
    await register(tenant)
    await runAlarms(tenant)
    const cut = isolate(tenant, { namespace: unreachable })
    expect(await cut.at(START).knownSettings()).toMatchObject({ tenant })
    expect(await cut.at(START).knownKeys()).toMatchObject({ tenant })
    await expect(cut.at(START).settings()).rejects.toThrow(ObjectUnavailable)
    await cut.settled()
  })
})

describe('KV that fails', () => {
  const broken: { name: string; get: (key: string) => Promise<string | null> }[] = [
    { name: 'throws', get: () => Promise.reject(new Error('KV GET failed: 500')) },
    { name: 'never answers', get: () => new Promise(() => {}) },
    {
      name: 'has cut-off records',
      get: async (key) => (await env.KV.get(key))?.slice(0, 40) ?? null,
    },
    {
      name: 'has records of another schema',
      get: async () => '{"schema":9,"revision":9999,"record":{}}',
    },
    {
      name: 'has records that are none',
      get: async () => '{"schema":1,"revision":9999,"record":{}}',
    },
  ]
  it.each(broken)('and $name is passed over, for the Tenant knows (F8, F18)', async ({ get }) => {
    const client = await register(tenant)
    await runAlarms(tenant)
    const kv = { get } as unknown as KVNamespace
    expect(await isolate(tenant, { kv }).at(START).client(client.client_id)).toEqual(client)
  })

  it('does not give one client the record of another (F18)', async () => {
    const [one, two] = [await register(tenant), await register(tenant)]
    await runAlarms(tenant)
    const kv = {
      get: (key: string) => env.KV.get(key.replace(one.client_id, two.client_id)),
    } as unknown as KVNamespace
    expect(await isolate(tenant, { kv }).at(START).client(one.client_id)).toEqual(one)
  })
})

describe('a corrupt record', () => {
  it('in the Tenant closes that client alone (F18)', async () => {
    const [broken, sound] = [await register(tenant), await register(tenant)]
    await runInDurableObject(env.TENANT.getByName(tenant), (_, { storage }) => {
      storage.sql.exec(
        'UPDATE clients SET record = \'{"schema":1,\' WHERE id = ?',
        broken.client_id,
      )
    })
    await runAlarms(tenant)
    const cold = isolate(tenant)
    await expect(cold.at(START).client(broken.client_id)).rejects.toThrow(ObjectUnavailable)
    expect(await cold.at(START).client(sound.client_id)).toEqual(sound)
    expect((await cold.at(START).knownKeys()).signing.length).toBeGreaterThan(1)
  })

  it('of a secret closes that client alone, and says no more than that', async () => {
    const client = await register(tenant, {
      secrets: [{ id: 'x', sealed: 'AAAA', createdAt: START, expiresAt: null }],
    })
    await expect(isolate(tenant).at(START).secretsOf(client)).rejects.toThrow(ObjectUnavailable)
  })
})

describe('the secrets of a client', () => {
  it('work as long as they are said to, the current one first', async () => {
    const keys = await isolate(tenant).at(START).keys()
    const id = await newClientId(keys)
    const [old, current] = [newClientSecret(), newClientSecret()]
    const secrets = [
      await sealClientSecret(keys, id, current, START),
      { ...(await sealClientSecret(keys, id, old, START)), expiresAt: START + 60 },
    ]
    const client = { ...clientRecord(tenant, id), secrets }
    const warm = isolate(tenant)
    expect(await warm.at(START).secretsOf(client)).toEqual([current, old])
    expect(await warm.at(START + 59).secretsOf(client)).toEqual([current, old])
    expect(await warm.at(START + 60).secretsOf(client)).toEqual([current])
    expect(await warm.at(START).secretsOf({ ...client, secrets: [] })).toEqual([])
  })
})

describe('two tenants', () => {
  it('share nothing: an id of one is nothing to the other', async () => {
    const other = 'another-tenant' as TenantId
    const client = await register(tenant)
    expect(await isolate(other).at(START).client(client.client_id)).toBeUndefined()
    const chosen = clientRecord(other, 'chosen' as ClientId)
    await tenantsOf(other).createClient(chosen, audit(), true)
    expect(await isolate(other).at(START).client('chosen')).toMatchObject({ tenant: other })
    expect(await isolate(tenant).at(START).client('chosen')).toBeUndefined()
  })
})
