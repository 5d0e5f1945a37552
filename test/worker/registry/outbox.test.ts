import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DAY, nowSeconds } from '../../../src/kernel/clock.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import type { TenantId } from '../../../src/kernel/ids.ts'
import { Jobs } from '../../../src/jobs.ts'
import { jobsOf } from '../../../src/objects/jobs_port.ts'
import { audit, register, runAlarms, setTime, tenantObject, tenantsOf } from './house.ts'

const START = nowSeconds() + 1000 * DAY
beforeEach(() => setTime(START))
afterEach(() => vi.restoreAllMocks())

/** A tenant with everything delivered. */
async function settledTenant(): Promise<TenantId> {
  const tenant = randomToken() as TenantId
  await tenantsOf(tenant).since(0)
  await runAlarms(tenant)
  // A key is written to KV at most once in a while; from here on the next write is due at once.
  setTime(START + 10)
  await runAlarms(tenant)
  return tenant
}

const kvName = async (tenant: TenantId) => {
  const text = await env.KV.get(`settings:${tenant}`)
  return (JSON.parse(text ?? '') as { record: { name: string } }).record.name
}

const rename = (tenant: TenantId, name: string) =>
  tenantsOf(tenant).updateSettings({ name }, null, audit('tenant.updated'))

describe('the outbox', () => {
  it('brings every change to KV, with its revision', async () => {
    const tenant = await settledTenant()
    const client = await register(tenant)
    await runAlarms(tenant)
    expect(await env.KV.get(`client:${tenant}:${client.client_id}`, 'json')).toEqual({
      schema: 1,
      revision: client.revision,
      record: client,
    })
  })

  it('leaves a tombstone for a day where a client was deleted', async () => {
    const tenant = await settledTenant()
    const client = await register(tenant)
    await tenantsOf(tenant).deleteClient(client.client_id, null, audit())
    await runAlarms(tenant)
    const key = `client:${tenant}:${client.client_id}`
    expect(await env.KV.get(key, 'json')).toMatchObject({ record: null })
    const { keys } = await env.KV.list({ prefix: key })
    expect(keys[0]?.expiration).toBeGreaterThan(0)
  })

  it('survives a kill between the write of the object and that of KV', async () => {
    const tenant = await settledTenant()
    await rename(tenant, 'Renamed')
    await abortAllDurableObjects()
    expect(await kvName(tenant)).toBe('Amphora')
    await runAlarms(tenant)
    expect(await kvName(tenant)).toBe('Renamed')
  })

  it('survives a kill between the write of KV and its own note of it: the same is written again', async () => {
    const tenant = await settledTenant()
    const write = vi.spyOn(Jobs.prototype, 'writeProjections')
    write.mockImplementationOnce(async (writes) => {
      for (const { key, value } of writes) await env.KV.put(key, value)
      throw new Error('the answer was lost')
    })
    await rename(tenant, 'Renamed')
    await runDurableObjectAlarm(tenantObject(tenant))
    expect(await kvName(tenant)).toBe('Renamed')
    setTime(START + 60)
    await runAlarms(tenant)
    expect(write).toHaveBeenCalledTimes(2)
    expect(await kvName(tenant)).toBe('Renamed')
  })

  it('tries again at growing distances while KV takes nothing, and loses nothing (F8)', async () => {
    const tenant = await settledTenant()
    const write = vi.spyOn(Jobs.prototype, 'writeProjections').mockResolvedValue([])
    await rename(tenant, 'Renamed')
    const distances: number[] = []
    for (let tries = 0; tries < 10; tries++) {
      await runDurableObjectAlarm(tenantObject(tenant))
      const at = await runInDurableObject(tenantObject(tenant), (_, { storage }) =>
        storage.getAlarm(),
      )
      distances.push((at ?? 0) / 1000 - nowSeconds())
      setTime((at ?? 0) / 1000)
    }
    expect(distances).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
    write.mockRestore()
    await runAlarms(tenant)
    expect(await kvName(tenant)).toBe('Renamed')
  })

  it('makes one write of many changes to one key, and none sooner than a second after the last', async () => {
    const tenant = await settledTenant()
    const write = vi.spyOn(Jobs.prototype, 'writeProjections')
    for (const name of ['One', 'Two', 'Three']) await rename(tenant, name)
    await runAlarms(tenant)
    expect(write).toHaveBeenCalledTimes(1)
    expect(await kvName(tenant)).toBe('Three')
    await rename(tenant, 'Four')
    await runAlarms(tenant)
    expect(write).toHaveBeenCalledTimes(1)
    setTime(START + 12)
    await runAlarms(tenant)
    expect(await kvName(tenant)).toBe('Four')
  })

  it('does not lose a change that is made while KV is being written', async () => {
    const tenant = await settledTenant()
    const write = vi.spyOn(Jobs.prototype, 'writeProjections')
    write.mockImplementationOnce(async (writes) => {
      await rename(tenant, 'Meanwhile')
      return writes.map(({ key }) => key)
    })
    await rename(tenant, 'Renamed')
    await runDurableObjectAlarm(tenantObject(tenant))
    setTime(START + 20)
    await runAlarms(tenant)
    expect(await kvName(tenant)).toBe('Meanwhile')
  })

  it('delivers the rest where KV refuses one key', async () => {
    const tenant = await settledTenant()
    const [one, two] = [await register(tenant), await register(tenant)]
    const put = vi.spyOn(Jobs.prototype, 'writeProjections')
    put.mockImplementationOnce(async (writes) => {
      const taken = writes.filter(({ key }) => !key.includes(one.client_id))
      for (const { key, value } of taken) await env.KV.put(key, value)
      return taken.map(({ key }) => key)
    })
    await runDurableObjectAlarm(tenantObject(tenant))
    expect(await env.KV.get(`client:${tenant}:${two.client_id}`)).not.toBeNull()
    expect(await env.KV.get(`client:${tenant}:${one.client_id}`)).toBeNull()
    setTime(START + 20)
    await runAlarms(tenant)
    expect(await env.KV.get(`client:${tenant}:${one.client_id}`)).not.toBeNull()
  })
})

describe('the jobs', () => {
  it('carry events to the audit, where each is kept once', async () => {
    const tenant = await settledTenant()
    const events = [{ id: 'e1', at: START, event: 'rt_reuse', actor: 'system' }]
    const deliver = () =>
      runInDurableObject(tenantObject(tenant), (_, ctx) => jobsOf(ctx).deliverAudit(tenant, events))
    await deliver()
    await deliver()
    const { items } = await tenantsOf(tenant).audit({ limit: 9, after: null, event: 'rt_reuse' })
    expect(items).toEqual(events)
  })
})
