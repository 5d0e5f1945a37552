import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type {
  Completion,
  PushedRequest,
  SignInRequest,
} from '../../../src/domain/pending_request.ts'
import { nowSeconds } from '../../../src/kernel/clock.ts'
import {
  newGrantId,
  newSessionId,
  newSub,
  type ClientId,
  type TenantId,
} from '../../../src/kernel/ids.ts'
import { randomToken } from '../../../src/kernel/random.ts'
import { err, ok } from '../../../src/kernel/result.ts'
import { createPendings, type PendingAddress } from '../../../src/stores/pendings.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { counted, pass, rowsOf, times } from './house.ts'

const CLIENT = 'client_shop' as ClientId
const tenant = randomToken() as TenantId
const pendings = createPendings(env.PENDING_REQUESTS, tenant, newTally(), 'FRA')
const objectAt = ({ place }: PendingAddress) => env.PENDING_REQUESTS.getByName(`${tenant}:${place}`)

const REQUEST: PushedRequest = {
  parameters: {
    client_id: CLIENT,
    response_type: 'code',
    redirect_uri: 'https://shop.example/callback',
    scope: ['openid'],
    response_mode: 'query',
    prompt: [],
    ui_locales: [],
    acr_values: [],
  },
}
const signInRequest = (): SignInRequest => ({
  ...REQUEST,
  spend: { kind: 'none' },
  grantId: newGrantId(),
  mustProve: false,
})
const by = (changes: Partial<Completion> = {}): Completion => ({
  grantId: newGrantId(),
  sub: newSub(),
  sessionId: newSessionId(),
  ...changes,
})

const after = (seconds: number) => nowSeconds() + seconds
const push = () => pendings.push(CLIENT, REQUEST, after(90))
const begin = (pushed?: PendingAddress) =>
  pendings.begin(CLIENT, signInRequest(), after(900), pushed)

afterEach(() => void vi.useRealTimers())

describe('a pushed request', () => {
  it('is kept as it was pushed, with one row, near to where it was pushed', async () => {
    const { answer: address, rows } = await counted(push)
    expect(rows).toBe(1)
    expect(address.place).toMatch(/^FRA:([0-9]|[1-5][0-9]|6[0-3])$/)
    expect(address.id).toMatch(/^[A-Za-z0-9_-]{22}$/)
    expect(await pendings.pushed(address)).toMatchObject(
      ok({ clientId: CLIENT, request: REQUEST, pushedId: null, completed: null }),
    )
  })

  it('shares its place with all of this isolate, and its id with none', async () => {
    const addresses = await Promise.all(times(10, push))
    expect(new Set(addresses.map(({ place }) => place)).size).toBe(1)
    expect(new Set(addresses.map(({ id }) => id)).size).toBe(10)
  })

  it('is unknown from the second it expires in (RFC 9126 §2.2)', async () => {
    vi.setSystemTime(Date.now())
    const address = await push()
    pass(89)
    expect(await pendings.pushed(address)).toMatchObject({ ok: true })
    pass(1)
    expect(await pendings.pushed(address)).toEqual(err('unknown'))
    expect(await counted(() => pendings.complete(address, by()))).toEqual({
      answer: err('unknown'),
      rows: 0,
    })
  })

  it('lives as long as any sign-in that began with it, and never shorter', async () => {
    vi.setSystemTime(Date.now())
    const pushed = await push()
    const { answer: signIn, rows } = await counted(() => begin(pushed))
    expect(rows).toBe(2)
    expect(signIn.place).toBe(pushed.place)
    await pendings.begin(CLIENT, signInRequest(), after(10), pushed)
    pass(899)
    expect(await pendings.pushed(pushed)).toMatchObject({ ok: true })
    expect(await pendings.complete(signIn, by())).toMatchObject({ ok: true })
  })

  it('does not come back to life for a sign-in that begins too late', async () => {
    vi.setSystemTime(Date.now())
    const pushed = await push()
    pass(90)
    const signIn = await begin(pushed)
    expect(await pendings.pushed(pushed)).toEqual(err('unknown'))
    expect(await pendings.complete(signIn, by())).toEqual(err('unknown'))
  })
})

describe('a sign-in', () => {
  it('is kept as it began, with one row', async () => {
    const request = signInRequest()
    const { answer: address, rows } = await counted(() =>
      pendings.begin(CLIENT, request, after(900)),
    )
    expect(rows).toBe(1)
    expect(await pendings.signIn(address)).toMatchObject(ok({ clientId: CLIENT, request }))
  })

  it('is no pushed request, and a pushed request no sign-in', async () => {
    const [pushed, signIn] = [await push(), await begin()]
    expect(await pendings.signIn(pushed)).toEqual(err('unknown'))
    expect(await pendings.pushed(signIn)).toEqual(err('unknown'))
  })

  it('begins with no sign-in in place of a pushed request', async () => {
    const signIn = await begin(await begin())
    expect(await pendings.complete(signIn, by())).toEqual(err('unknown'))
  })

  it('is unknown to another tenant and at another place', async () => {
    const address = await begin()
    const others = createPendings(env.PENDING_REQUESTS, randomToken() as TenantId, newTally(), '')
    expect(await others.signIn(address)).toEqual(err('unknown'))
    expect(await pendings.signIn({ ...address, place: 'GRU:0' })).toEqual(err('unknown'))
  })

  it('survives an eviction at every step', async () => {
    const pushed = await push()
    await evictDurableObject(objectAt(pushed))
    const signIn = await begin(pushed)
    await evictDurableObject(objectAt(pushed))
    expect(await pendings.complete(signIn, by())).toMatchObject({ ok: true })
    await evictDurableObject(objectAt(pushed))
    expect(await pendings.complete(signIn, by())).toEqual(err('completed'))
  })
})

describe('completing', () => {
  it.each([
    { name: 'a pushed request', start: push, rows: 1 },
    { name: 'a sign-in', start: () => begin(), rows: 1 },
    { name: 'a sign-in of a pushed request', start: async () => begin(await push()), rows: 2 },
  ])('$name happens once, of 100 at once, for the first of them', async ({ start, rows }) => {
    const address = await start()
    const all = times(100, () => by())
    const { answer: answers, rows: written } = await counted(() =>
      Promise.all(all.map((each) => pendings.complete(address, each))),
    )
    const won = answers.findIndex((answer) => answer.ok)
    expect(answers[won]).toEqual(ok({ grantId: all[won]?.grantId }))
    expect(answers.filter((answer) => !answer.ok)).toEqual(times(99, () => err('completed')))
    expect(written).toBe(rows)
  })

  it('is told the first grant again where the same session repeats it within ten seconds', async () => {
    vi.setSystemTime(Date.now())
    const address = await begin()
    const first = by()
    await pendings.complete(address, first)
    pass(10)
    const again = await counted(() =>
      pendings.complete(address, { ...first, grantId: newGrantId() }),
    )
    expect(again).toEqual({ answer: ok({ grantId: first.grantId }), rows: 0 })
    expect(await pendings.signIn(address)).toMatchObject(ok({ completed: first }))
    pass(1)
    expect(await pendings.complete(address, first)).toEqual(err('completed'))
    expect(await pendings.signIn(address)).toEqual(err('completed'))
  })

  it.each([
    { name: 'session', changes: { sessionId: newSessionId() } },
    { name: 'person', changes: { sub: newSub() } },
  ])('is refused to another $name within ten seconds', async ({ changes }) => {
    const address = await begin()
    const first = by()
    await pendings.complete(address, first)
    expect(await pendings.complete(address, { ...first, ...changes })).toEqual(err('completed'))
  })

  it('happens to one of all sign-ins that began with one pushed request (RFC 9126 §7.3)', async () => {
    const pushed = await push()
    const signIns = await Promise.all(times(20, () => begin(pushed)))
    const { answer, rows } = await counted(() =>
      Promise.all(signIns.map((signIn) => pendings.complete(signIn, by()))),
    )
    expect(answer.filter((each) => each.ok)).toHaveLength(1)
    expect(answer.filter((each) => !each.ok)).toEqual(times(19, () => err('completed')))
    expect(rows).toBe(2)
    expect(await pendings.complete(pushed, by())).toEqual(err('completed'))
  })

  it('of a pushed request leaves nothing for a sign-in that began with it', async () => {
    const pushed = await push()
    const signIn = await begin(pushed)
    expect(await pendings.complete(pushed, by())).toMatchObject({ ok: true })
    expect(await counted(() => pendings.complete(signIn, by()))).toEqual({
      answer: err('completed'),
      rows: 0,
    })
  })
})

describe('an object', () => {
  const rowsAt = (address: PendingAddress): Promise<number> =>
    runInDurableObject(
      objectAt(address),
      (_, { storage: { sql } }) =>
        sql.exec<{ count: number }>('SELECT count(*) AS count FROM requests').one().count,
    )

  it('sweeps what has expired when more is stored', async () => {
    vi.setSystemTime(Date.now())
    const pendingsHere = createPendings(env.PENDING_REQUESTS, tenant, newTally(), 'GIG')
    const fill = () => Promise.all(times(200, () => pendingsHere.push(CLIENT, REQUEST, after(90))))
    const [first] = await fill()
    pass(91)
    const late = await fill()
    expect(first && (await rowsAt(first))).toBeLessThan(300)
    const found = await Promise.all(late.map((address) => pendingsHere.pushed(address)))
    expect(found.every((each) => each.ok)).toBe(true)
  })

  it.each([
    { name: 'a pushed request', ask: (at: PendingAddress) => pendings.pushed(at) },
    { name: 'a sign-in', ask: (at: PendingAddress) => pendings.signIn(at) },
    { name: 'a completion', ask: (at: PendingAddress) => pendings.complete(at, by()) },
  ])('that stores nothing stays empty when it is asked for $name', async ({ ask }) => {
    const address = { place: `FRA:${randomToken()}`, id: randomToken() }
    expect(await rowsOf(() => ask(address))).toBe(0)
    const tables = await runInDurableObject(objectAt(address), (_, { storage: { sql } }) =>
      sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'requests'").toArray(),
    )
    expect(tables).toEqual([])
  })
})
