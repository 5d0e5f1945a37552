import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { newClientId } from '../../../src/crypto/client_id.ts'
import { DEFAULT_SETTINGS } from '../../../src/domain/settings.ts'
import { DAY, nowSeconds } from '../../../src/kernel/clock.ts'
import type { ClientId, TenantId } from '../../../src/kernel/ids.ts'
import { rowCount } from '../../../src/objects/base.ts'
import {
  audit,
  clientRecord,
  isolate,
  register,
  runAlarms,
  setTime,
  tenantObject,
  tenantsOf,
} from './house.ts'

const START = nowSeconds() + 1000 * DAY
beforeAll(() => setTime(START))

const tenant = 'tenant-tests' as TenantId
const tenants = tenantsOf(tenant)

describe('a tenant', () => {
  it('is made by the first question, with the default settings, one key of each kind and one epoch', async () => {
    const fresh = 'fresh' as TenantId
    const answers = await Promise.all([1, 2, 3].map(() => tenantsOf(fresh).since(0)))
    expect(new Set(answers.map(({ revision }) => revision))).toEqual(new Set([1]))
    expect(await tenantsOf(fresh).settings()).toEqual({
      ...DEFAULT_SETTINGS,
      schema: 1,
      tenant: fresh,
      epoch: 0,
      listedClientIds: [],
      upstreams: [],
      createdAt: START,
      updatedAt: START,
      revision: 1,
    })
    const { signing, sealing } = await tenantsOf(fresh).keyRing()
    expect(signing.map(({ alg, state }) => [alg, state])).toEqual([
      ['RS256', 'current'],
      ['PS256', 'current'],
      ['ES256', 'current'],
      ['EdDSA', 'current'],
    ])
    expect(sealing).toHaveLength(1)
  })

  it('stores nothing for a question about a client of nobody', async () => {
    const empty = 'empty' as TenantId
    expect(await tenantsOf(empty).client('x')).toBeUndefined()
    const tables = await runInDurableObject(tenantObject(empty), (_, { storage }) =>
      storage.sql.exec("SELECT name FROM sqlite_master WHERE type = 'table'").toArray(),
    )
    expect(tables).toEqual([])
  })
})

describe('clients', () => {
  it('are registered, read, changed and counted by revision', async () => {
    const client = await register(tenant)
    expect(await tenants.client(client.client_id)).toEqual(client)
    const renamed = { ...client, client_name: 'Another shop' }
    const changed = await tenants.replaceClient(renamed, client.revision, audit())
    if (!changed.ok) throw new Error(changed.reason)
    expect(changed.value.revision).toBeGreaterThan(client.revision)
    expect(await tenants.client(client.client_id)).toEqual(changed.value)
    expect(await tenants.replaceClient(client, client.revision, audit())).toEqual({
      ok: false,
      reason: 'changed',
    })
  })

  it('are never turned back to an older epoch by an edit of an older record', async () => {
    const client = await register(tenant)
    await tenants.endClientGrants(client.client_id, audit('client.grants_ended'))
    const changed = await tenants.replaceClient(client, null, audit())
    expect(changed).toMatchObject({ ok: true, value: { epoch: 1 } })
  })

  it('that are deleted leave an id that never comes back', async () => {
    const client = await register(tenant)
    expect(await tenants.deleteClient(client.client_id, client.revision, audit())).toEqual({
      ok: true,
      value: null,
    })
    expect(await tenants.client(client.client_id)).toBeUndefined()
    expect(await tenants.createClient(client, audit())).toEqual({ ok: false, reason: 'exists' })
    expect(await tenants.deleteClient(client.client_id, null, audit())).toEqual({
      ok: false,
      reason: 'unknown',
    })
    expect(await tenants.endClientGrants(client.client_id, audit())).toEqual({
      ok: false,
      reason: 'unknown',
    })
  })

  it('with a chosen id are listed in the settings by the same change', async () => {
    const client = clientRecord(tenant, 'chosen-by-an-operator' as ClientId)
    expect(await tenants.createClient(client, audit(), true)).toMatchObject({ ok: true })
    expect((await tenants.settings()).listedClientIds).toContain('chosen-by-an-operator')
    const registry = isolate(tenant).at(START)
    expect(await registry.client('chosen-by-an-operator')).toMatchObject({ client_name: 'A shop' })
  })

  it('are paged in the order of their ids, and searched by the beginning of the name or the whole id', async () => {
    const paged = 'paged' as TenantId
    const names = ['Ärger & Co', 'ärgerlich', '100%', '100 things', '_under']
    const made = []
    for (const client_name of names) made.push(await register(paged, { client_name }))
    const ids = made.map(({ client_id }) => client_id).toSorted()
    const first = await tenantsOf(paged).clients({ limit: 3, after: null })
    const rest = await tenantsOf(paged).clients({ limit: 3, after: first.next })
    expect([...first.items, ...rest.items].map(({ client_id }) => client_id)).toEqual(ids)
    expect(rest.next).toBeNull()
    const search = async (q: string) =>
      (await tenantsOf(paged).clients({ limit: 9, after: null, q })).items
        .map(({ client_name }) => client_name)
        .toSorted()
    expect(await search('ÄRGER')).toEqual(['Ärger & Co', 'ärgerlich'].toSorted())
    expect(await search('100%')).toEqual(['100%'])
    expect(await search('_')).toEqual(['_under'])
    expect(await search('things')).toEqual([])
    expect(await search(made[2]?.client_id ?? '')).toEqual(['100%'])
  })

  it('cost three rows a change: record, outbox and audit', async () => {
    const client = await register(tenant)
    const before = rowCount.written
    await tenants.replaceClient(client, null, audit())
    expect(rowCount.written - before).toBe(3)
  })
})

describe('a change whose answer was lost', () => {
  it('is made once, and answered alike when it is asked for again', async () => {
    const keys = await isolate(tenant).at(START).keys()
    const client = clientRecord(tenant, await newClientId(keys))
    const created = audit('client.created')
    const first = await tenants.createClient(client, created)
    expect(await tenants.createClient(client, created)).toEqual(first)
    if (!first.ok) throw new Error(first.reason)

    const replaced = audit()
    const second = await tenants.replaceClient(client, first.value.revision, replaced)
    expect(await tenants.replaceClient(client, first.value.revision, replaced)).toEqual(second)

    const ended = audit('client.grants_ended')
    await tenants.endClientGrants(client.client_id, ended)
    const again = await tenants.endClientGrants(client.client_id, ended)
    expect(again).toMatchObject({ ok: true, value: { epoch: 1 } })

    const deleted = audit('client.deleted')
    await tenants.deleteClient(client.client_id, null, deleted)
    expect(await tenants.deleteClient(client.client_id, null, deleted)).toMatchObject({ ok: true })

    const everything = audit('tenant.ended')
    const { epoch } = await tenants.endEverything(everything)
    expect(await tenants.endEverything(everything)).toMatchObject({ epoch })

    const renamed = audit('tenant.updated')
    const settings = await tenants.updateSettings({ name: 'One' }, null, renamed)
    expect(await tenants.updateSettings({ name: 'One' }, null, renamed)).toEqual(settings)
  })
})

describe('settings', () => {
  it('are changed member by member, and not upon an older revision', async () => {
    const { revision } = await tenants.settings()
    const changed = await tenants.updateSettings({ name: 'The club' }, revision, audit())
    expect(changed).toMatchObject({ ok: true, value: { name: 'The club', default_locale: 'en' } })
    expect(await tenants.updateSettings({ name: 'No' }, revision, audit())).toEqual({
      ok: false,
      reason: 'changed',
    })
  })
})

describe('the audit', () => {
  const audited = 'audited' as TenantId
  const line = (id: string, at: number, event = 'rt_reuse') => ({ id, at, event, actor: 'system' })

  it('keeps each event once, and is read newest first, in pages, by event', async () => {
    const lines = [line('a', START), line('b', START + 1, 'jar_replay'), line('c', START + 1)]
    await tenantsOf(audited).appendAudit(lines)
    await tenantsOf(audited).appendAudit([...lines, line('d:1', START - 5)])
    const first = await tenantsOf(audited).audit({ limit: 2, after: null })
    expect(first.items.map(({ id }) => id)).toEqual(['c', 'b'])
    const rest = await tenantsOf(audited).audit({ limit: 2, after: first.next })
    expect(rest.items.map(({ id }) => id)).toEqual(['a', 'd:1'])
    expect(rest.next).toBeNull()
    const reuse = await tenantsOf(audited).audit({ limit: 9, after: null, event: 'jar_replay' })
    expect(reuse.items).toEqual([line('b', START + 1, 'jar_replay')])
  })

  it('has the line of every change, and forgets what is older than 400 days when it is written', async () => {
    const swept = 'swept' as TenantId
    await tenantsOf(swept).appendAudit([line('old', START - 401 * DAY), line('young', START)])
    await tenantsOf(swept).updateSettings({ name: 'X' }, null, {
      ...line('change', START, 'tenant.updated'),
    })
    const { items } = await tenantsOf(swept).audit({ limit: 9, after: null })
    expect(items.map(({ id }) => id)).toEqual(['young', 'change'])
  })
})

describe('since', () => {
  it('tells names with their revisions, nothing to the one who knows, all to the one who knows too much', async () => {
    const asked = 'asked' as TenantId
    const client = await register(asked)
    const { revision } = await tenantsOf(asked).since(0)
    expect(await tenantsOf(asked).since(1)).toEqual({
      revision,
      changed: [{ name: `client:${client.client_id}`, revision: client.revision }],
    })
    expect(await tenantsOf(asked).since(revision)).toEqual({ revision, changed: [] })
    expect(await tenantsOf(asked).since(revision + 9)).toEqual({ revision, changed: 'all' })
  })

  it('tells a new isolate only what KV may still have an old copy of', async () => {
    const settled = 'settled' as TenantId
    await register(settled)
    await runAlarms(settled)
    setTime(START + 2 * DAY)
    const { changed } = await tenantsOf(settled).since(0)
    expect(changed).toEqual([])
    setTime(START)
  })

  it('goes on counting where the object left off', async () => {
    const { revision } = await tenants.since(0)
    await evictDurableObject(tenantObject(tenant))
    const client = await register(tenant)
    expect(client.revision).toBe(revision + 1)
  })
})
