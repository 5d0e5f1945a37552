/** What happens to grants is told to the person's events in the same turn, and to the tenant's audit at least once. */
import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Jobs } from '../../../../src/jobs.ts'
import { MINUTE, nowSeconds } from '../../../../src/kernel/clock.ts'
import { MAIN_TENANT, type ClientId, type Sub } from '../../../../src/kernel/ids.ts'
import { newTally } from '../../../../src/stores/tally.ts'
import { createTenants } from '../../../../src/stores/tenants.ts'
import {
  again,
  CLIENT,
  newGrant,
  objectOf,
  OTHER_CLIENT,
  pass,
  redemptionOf,
  refreshOf,
  rowsOf,
  signedIn,
  times,
} from '../house.ts'

// The platform runs no alarm of a time that was set ahead: a test runs them itself.
beforeEach(() => pass(1000 * 86_400))
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

async function auditOf(sub: Sub) {
  const { items } = await createTenants(env.TENANT, MAIN_TENANT, newTally()).audit({
    limit: 500,
    after: null,
  })
  return items.filter((line) => line.sub === sub)
}

const alarmOf = (sub: Sub): Promise<number | null> =>
  runInDurableObject(objectOf(sub), (_, { storage }) => storage.getAlarm())

/** A person whose refresh token came a second time. */
async function warned() {
  const person = await signedIn()
  const grantId = await newGrant(person)
  await person.user.refresh(refreshOf(grantId, 1))
  await person.user.refresh(refreshOf(grantId, 1))
  return { ...person, grantId }
}

describe('an event', () => {
  it('is there at once, and in the audit when the alarm has run: by which client, to whom', async () => {
    const { user, sub, grantId } = await warned()
    const event = {
      at: nowSeconds(),
      event: 'rt_grace',
      client_id: CLIENT,
      grant_id: grantId,
      detail: { generation: 1 },
    }
    expect(await user.events()).toMatchObject([event])
    expect(await auditOf(sub)).toEqual([])
    await runDurableObjectAlarm(objectOf(sub))
    expect(await auditOf(sub)).toMatchObject([{ ...event, actor: `client:${CLIENT}`, sub }])
    expect(await alarmOf(sub)).toBeNull()
  })

  it('of a foreign client says whose the token is', async () => {
    const { user, ...person } = await signedIn()
    const grantId = await newGrant({ user, ...person })
    await user.refresh(refreshOf(grantId, 1, { clientId: OTHER_CLIENT }))
    expect(await user.events()).toMatchObject([
      { event: 'rt_foreign_client', client_id: OTHER_CLIENT, detail: { of: CLIENT } },
    ])
  })

  it.each([
    { age: 1, wait: 11 },
    { age: 2, wait: 0 },
    { age: -1, wait: 0 },
  ])('of a reuse says that the token was $age generations old', async ({ age, wait }) => {
    const { user, ...person } = await signedIn()
    const grantId = await newGrant({ user, ...person })
    await user.refresh(refreshOf(grantId, 1))
    await user.refresh(refreshOf(grantId, 2))
    pass(wait)
    await user.refresh(refreshOf(grantId, 3 - age))
    expect(await user.events()).toMatchObject([{ event: 'rt_reuse', detail: { age } }])
  })

  it('is told once, however often a thief comes: his requests cost no rows', async () => {
    const { user, session } = await signedIn()
    const code = redemptionOf(session)
    await user.redeem(code)
    await user.redeem(again(code))
    expect(await rowsOf(() => Promise.all(times(50, () => user.redeem(again(code)))))).toBe(0)
    expect(await user.events()).toMatchObject([{ event: 'code_reuse' }])
  })
})

describe('the delivery of events', () => {
  it('survives a crash before the alarm', async () => {
    const { sub } = await warned()
    await abortAllDurableObjects()
    expect(await alarmOf(sub)).not.toBeNull()
    await runDurableObjectAlarm(objectOf(sub))
    expect(await auditOf(sub)).toHaveLength(1)
  })

  it('comes again a minute later where the tenant does not answer', async () => {
    const { sub } = await warned()
    const deliver = vi.spyOn(Jobs.prototype, 'deliverAudit')
    deliver.mockRejectedValueOnce(new Error('the network is down'))
    await runDurableObjectAlarm(objectOf(sub))
    expect(await auditOf(sub)).toEqual([])
    expect(await alarmOf(sub)).toBe((nowSeconds() + MINUTE) * 1000)
    await runDurableObjectAlarm(objectOf(sub))
    expect(await auditOf(sub)).toHaveLength(1)
  })

  it('whose answer was lost is made twice, and kept once', async () => {
    const { sub } = await warned()
    const deliver = vi.spyOn(Jobs.prototype, 'deliverAudit')
    deliver.mockImplementationOnce(async (tenant, events) => {
      await createTenants(env.TENANT, tenant, newTally()).appendAudit(events)
      throw new Error('the answer was lost')
    })
    await runDurableObjectAlarm(objectOf(sub))
    await runDurableObjectAlarm(objectOf(sub))
    expect(deliver).toHaveBeenCalledTimes(2)
    expect(await auditOf(sub)).toHaveLength(1)
  })

  it('brings all of very many; the newest hundred stay to be read', async () => {
    const { user, sub, ...person } = await signedIn()
    const grantId = await newGrant({ user, sub, ...person })
    const strangers = times(120, (index) => `client_${index}` as ClientId)
    for (const clientId of strangers) {
      await user.refresh(refreshOf(grantId, 1, { clientId }))
      pass(1)
    }
    await runDurableObjectAlarm(objectOf(sub))
    expect(await auditOf(sub)).toHaveLength(120)
    await user.refresh(refreshOf(grantId, 1, { clientId: OTHER_CLIENT }))
    const events = await user.events()
    expect(events).toHaveLength(100)
    expect(events[0]).toMatchObject({ client_id: OTHER_CLIENT })
    const kept = await runInDurableObject(objectOf(sub), (_, { storage }) =>
      storage.sql.exec('SELECT count(*) AS kept FROM events').one(),
    )
    expect(kept).toEqual({ kept: 100 })
  })

  it('comes before the end of the person', async () => {
    const { user, sub } = await warned()
    await user.erase()
    expect(await auditOf(sub)).toHaveLength(1)
    expect(await user.events()).toEqual([])
  })

  it('that cannot be made leaves the person there, to be erased again', async () => {
    const { user } = await warned()
    const deliver = vi.spyOn(Jobs.prototype, 'deliverAudit')
    deliver.mockRejectedValueOnce(new Error('the network is down'))
    await expect(user.erase()).rejects.toThrow('an object did not answer')
    expect(await user.person()).toMatchObject({ ok: true })
    expect(await user.erase()).toMatchObject({ ok: true })
  })
})
