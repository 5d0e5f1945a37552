import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { nowSeconds } from '../../../src/kernel/clock.ts'
import { MAIN_TENANT, type ClientId } from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { createGuards } from '../../../src/stores/guards.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { counted, pass, rowsOf, times } from './house.ts'

const KEY = 'the-hash-of-a-jti'

const clientIds: ClientId[] = []
function newClientId(): ClientId {
  const clientId = `client_${randomToken()}` as ClientId
  clientIds.push(clientId)
  return clientId
}
const guards = createGuards(env.REPLAY_GUARD, MAIN_TENANT, newTally())
const guardOf = (clientId: ClientId) => env.REPLAY_GUARD.getByName(`${MAIN_TENANT}:${clientId}:0`)
const inAMinute = () => nowSeconds() + 60

/** The names of the tables that this client's guard has made. */
const tablesOf = (clientId: ClientId): Promise<unknown[]> =>
  runInDurableObject(guardOf(clientId), (_, { storage: { sql } }) =>
    sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_%' ESCAPE '\\'").toArray(),
  )

const marksOf = (clientId: ClientId): Promise<number> =>
  runInDurableObject(
    guardOf(clientId),
    (_, { storage: { sql } }) =>
      sql.exec<{ count: number }>('SELECT count(*) AS count FROM marks').one().count,
  )

afterEach(async () => {
  vi.useRealTimers()
  // What a guard has to tell is told now, and not while the next test counts rows.
  for (const clientId of clientIds.splice(0)) await runDurableObjectAlarm(guardOf(clientId))
})

describe('what is spent', () => {
  it('belongs to the first claim, which is told yes again', async () => {
    const client = newClientId()
    const spend = (claim: string) => guards.spend(client, 'request_object', KEY, claim, inAMinute())
    expect(await counted(() => spend('first'))).toEqual({ answer: true, rows: 1 })
    // The other row says that it was tried: the audit is told of it.
    expect(await counted(() => spend('second'))).toEqual({ answer: false, rows: 1 })
    expect(await counted(() => spend('second'))).toEqual({ answer: false, rows: 0 })
    expect(await counted(() => spend('first'))).toEqual({ answer: true, rows: 0 })
    expect(await guards.isSpent(client, 'request_object', KEY)).toBe(true)
  })

  it('belongs to exactly one of 100 who claim it at once (RFC 7519 §4.1.7)', async () => {
    const client = newClientId()
    const { answer, rows } = await counted(() =>
      Promise.all(
        times(100, (at) => guards.spend(client, 'request_object', KEY, `claim ${at}`, inAMinute())),
      ),
    )
    expect(answer.filter((isOurs) => isOurs)).toHaveLength(1)
    // The mark, and one note for all who came too late.
    expect(rows).toBe(2)
    const winner = `claim ${answer.indexOf(true)}`
    expect(await guards.spend(client, 'request_object', KEY, winner, inAMinute())).toBe(true)
  })

  it('is each decided by itself where many come at once', async () => {
    const client = newClientId()
    const spend = (at: number) =>
      guards.spend(client, 'request_object', `key ${at % 50}`, `claim ${at}`, inAMinute())
    const { answer, rows } = await counted(() => Promise.all(times(100, spend)))
    expect(answer.filter((isOurs) => isOurs)).toHaveLength(50)
    expect(rows).toBe(2 * 50)
  })

  it('is not spent for another kind, nor for another client', async () => {
    const client = newClientId()
    await guards.spend(client, 'request_object', KEY, 'ours', inAMinute())
    expect(await guards.spend(client, 'client_assertion', KEY, 'other', inAMinute())).toBe(true)
    expect(await guards.isSpent(client, 'access_token', KEY)).toBe(false)
    expect(await guards.spend(newClientId(), 'request_object', KEY, 'other', inAMinute())).toBe(
      true,
    )
  })

  it('is still spent after an eviction', async () => {
    const client = newClientId()
    await guards.spend(client, 'request_object', KEY, 'first', inAMinute())
    await evictDurableObject(guardOf(client))
    expect(await guards.spend(client, 'request_object', KEY, 'second', inAMinute())).toBe(false)
    expect(await guards.spend(client, 'request_object', KEY, 'first', inAMinute())).toBe(true)
  })
})

describe('what is tried again', () => {
  it('is told to the audit of the tenant, once for all who came meanwhile (catalogue 34, 85)', async () => {
    const client = newClientId()
    const spend = (claim: string) => guards.spend(client, 'request_object', KEY, claim, inAMinute())
    for (const claim of ['first', 'second', 'third']) await spend(claim)
    expect(await runDurableObjectAlarm(guardOf(client))).toBe(true)
    const { items } = await env.TENANT.getByName(MAIN_TENANT).audit({
      limit: 100,
      after: null,
      event: 'jar_replay',
    })
    const told = items.filter(({ client_id: clientId }) => clientId === client)
    expect(told).toMatchObject([{ jti: KEY, actor: `client:${client}` }])
    expect(await runDurableObjectAlarm(guardOf(client))).toBe(false)
  })

  it('is not told of a token that is revoked twice', async () => {
    const client = newClientId()
    for (const claim of ['first', 'second']) {
      await guards.spend(client, 'access_token', KEY, claim, inAMinute())
    }
    expect(await runDurableObjectAlarm(guardOf(client))).toBe(false)
  })
})

describe('a mark', () => {
  it('stands until the second that it may be forgotten in, and is then taken over', async () => {
    vi.setSystemTime(Date.now())
    const client = newClientId()
    await guards.spend(client, 'access_token', KEY, 'first', inAMinute())
    pass(59)
    expect(await guards.isSpent(client, 'access_token', KEY)).toBe(true)
    expect(await guards.spend(client, 'access_token', KEY, 'second', inAMinute())).toBe(false)
    pass(1)
    expect(await guards.isSpent(client, 'access_token', KEY)).toBe(false)
    const taken = await counted(() =>
      guards.spend(client, 'access_token', KEY, 'second', inAMinute()),
    )
    expect(taken).toEqual({ answer: true, rows: 1 })
    expect(await guards.spend(client, 'access_token', KEY, 'first', inAMinute())).toBe(false)
  })

  it('is refused where it would be forgotten at once: it would guard nothing', async () => {
    const client = newClientId()
    const late = () => guards.spend(client, 'request_object', KEY, 'late', nowSeconds())
    expect(await counted(late)).toEqual({ answer: false, rows: 0 })
  })

  it('stands again where the clock is set back by five minutes (catalogue F13)', async () => {
    vi.setSystemTime(Date.now())
    const client = newClientId()
    const spend = (key: string) => guards.spend(client, 'client_assertion', key, key, inAMinute())
    await Promise.all(times(50, (at) => spend(`old ${at}`)))
    pass(300)
    await Promise.all(times(50, (at) => spend(`new ${at}`)))
    pass(-300)
    const isSpent = times(50, (at) => guards.isSpent(client, 'client_assertion', `old ${at}`))
    expect(new Set(await Promise.all(isSpent))).toEqual(new Set([true]))
  })

  it('is swept by later ones a while after it may be forgotten', async () => {
    vi.setSystemTime(Date.now())
    const client = newClientId()
    const mark = (name: string) =>
      Promise.all(
        times(200, (at) =>
          guards.spend(
            client,
            'client_assertion',
            `${(at * 7919) % 200} ${name}`,
            name,
            inAMinute(),
          ),
        ),
      )
    await mark('old')
    pass(11 * 60)
    await mark('new')
    expect(await marksOf(client)).toBeLessThan(300)
    const isSpent = times(200, (at) => guards.isSpent(client, 'client_assertion', `${at} new`))
    expect(new Set(await Promise.all(isSpent))).toEqual(new Set([true]))
  })
})

describe('a guard that stores nothing', () => {
  it('stays empty when it is asked whether something is spent', async () => {
    const client = newClientId()
    expect(await rowsOf(() => guards.isSpent(client, 'access_token', KEY))).toBe(0)
    expect(await tablesOf(client)).toEqual([])
  })
})
