/** Refresh tokens: the table of docs/architecture.md "Refresh", at the object that decides it. */
import { abortAllDurableObjects, evictDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { RefreshPolicy } from '../../../../src/domain/approval.ts'
import { DAY } from '../../../../src/kernel/clock.ts'
import { newGrantId, type GrantId } from '../../../../src/kernel/ids.ts'
import { err } from '../../../../src/kernel/result.ts'
import type { UserHandle } from '../../../../src/stores/users.ts'
import {
  isGood,
  newGrant,
  newSession,
  objectOf,
  ONLINE,
  OTHER_CLIENT,
  pass,
  REFRESH,
  refreshOf,
  rowsOf,
  signedIn,
  times,
  type SignedIn,
} from '../house.ts'

beforeEach(() => pass(0))
afterEach(() => vi.useRealTimers())

const under = (changes: Partial<RefreshPolicy>) => ({ refresh: { ...REFRESH, ...changes } })
const generation = (value: number) => ({ ok: true, value: { generation: value } })

/** A grant whose refresh token was rotated so often. */
async function rotated(user: UserHandle, grantId: GrantId, count: number): Promise<void> {
  for (const at of times(count, (index) => index + 1)) {
    expect(await user.refresh(refreshOf(grantId, at))).toMatchObject(generation(at + 1))
  }
}

const eventsOf = async ({ user }: SignedIn) => (await user.events()).map(({ event }) => event)

describe('the current generation', () => {
  it('100 times at once is one new generation for all, within the grace (catalogue 111)', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person)
    const asked = times(100, () => person.user.refresh(refreshOf(grantId, 1)))
    const answers = await Promise.all(asked)
    for (const answer of answers) expect(answer).toMatchObject(generation(2))
    await rotated(person.user, grantId, 0)
    expect(await person.user.refresh(refreshOf(grantId, 2))).toMatchObject(generation(3))
    expect(await isGood(person.user, grantId)).toBe(true)
  })

  it('100 times by one request is one rotation, and no event', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person)
    const question = refreshOf(grantId, 1)
    const answers = await Promise.all(times(100, () => person.user.refresh(question)))
    for (const answer of answers) expect(answer).toMatchObject(generation(2))
    pass(60)
    expect(await person.user.refresh(question)).toMatchObject(generation(2))
    expect(await eventsOf(person)).toEqual([])
  })

  it('that never rotates stays, and writes no row (FAPI 2.0 Security Profile §5.3.2.1)', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person)
    const ask = () => person.user.refresh(refreshOf(grantId, 1, under({ rotation: 'none' })))
    expect(await rowsOf(ask)).toBe(0)
    expect(await ask()).toMatchObject(generation(1))
    pass(2 * DAY)
    expect(await rowsOf(ask)).toBe(1)
    expect(await rowsOf(ask)).toBe(0)
  })

  it('that never rotates lives as long as it is used, however short the idle time is', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person)
    const policy = under({ rotation: 'none', idle: 3600 })
    for (let uses = 0; uses < 5; uses++) {
      pass(3000)
      expect(await person.user.refresh(refreshOf(grantId, 1, policy))).toMatchObject(generation(1))
    }
  })

  it('writes one row where it rotates', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person)
    expect(await rowsOf(() => person.user.refresh(refreshOf(grantId, 1)))).toBe(1)
  })
})

describe('an older generation', () => {
  it.each([
    { name: 'at once', after: 0 },
    { name: 'nine seconds later', after: 9 },
    { name: 'while the clock goes back a little', after: -5 },
  ])(
    'by one, $name, is told the current one again, and noted (catalogue 113)',
    async ({ after }) => {
      const person = await signedIn()
      vi.setSystemTime(Date.now())
      const grantId = await newGrant(person)
      await rotated(person.user, grantId, 1)
      pass(after)
      expect(await person.user.refresh(refreshOf(grantId, 1))).toMatchObject(generation(2))
      expect(await eventsOf(person)).toEqual(['rt_grace'])
      expect(await isGood(person.user, grantId)).toBe(true)
    },
  )

  it.each([
    { name: 'by one, after the grace (catalogue 112)', count: 1, after: 11, presented: 1 },
    { name: 'by one, where the clock went far back', count: 1, after: -300, presented: 1 },
    { name: 'by two, at once (catalogue 115, 116)', count: 2, after: 0, presented: 1 },
    { name: 'by three, a day later', count: 3, after: DAY, presented: 1 },
    { name: 'that was never issued', count: 1, after: 0, presented: 3 },
  ])('$name ends the family, once', async ({ count, after, presented }) => {
    const person = await signedIn()
    vi.setSystemTime(Date.now())
    const grantId = await newGrant(person)
    await rotated(person.user, grantId, count)
    pass(after)
    expect(await person.user.refresh(refreshOf(grantId, presented))).toEqual(err('reused'))
    expect(await isGood(person.user, grantId)).toBe(false)
    const rows = await rowsOf(async () => {
      for (const at of [presented, count + 1]) {
        expect(await person.user.refresh(refreshOf(grantId, at))).toEqual(err('ended'))
      }
    })
    expect(rows).toBe(0)
    const age = count + 1 - presented
    expect(await person.user.events()).toMatchObject([{ event: 'rt_reuse', detail: { age } }])
  })

  it('without a grace ends the family a second later', async () => {
    const person = await signedIn()
    vi.setSystemTime(Date.now())
    const grantId = await newGrant(person)
    await rotated(person.user, grantId, 1)
    pass(1)
    const question = refreshOf(grantId, 1, under({ grace: 0 }))
    expect(await person.user.refresh(question)).toEqual(err('reused'))
  })

  it('of one grant ends no other', async () => {
    const person = await signedIn()
    const [stolen, other] = [await newGrant(person), await newGrant(person)]
    await rotated(person.user, stolen, 2)
    await person.user.refresh(refreshOf(stolen, 1))
    expect(await person.user.refresh(refreshOf(other, 1))).toMatchObject(generation(2))
  })
})

describe('a refresh token', () => {
  it('of another client changes nothing, and is noted (catalogue 117)', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person)
    await rotated(person.user, grantId, 2)
    for (const at of [1, 2, 3, 9]) {
      const question = refreshOf(grantId, at, { clientId: OTHER_CLIENT })
      expect(await person.user.refresh(question)).toEqual(err('unknown'))
    }
    expect(new Set(await eventsOf(person))).toEqual(new Set(['rt_foreign_client']))
    expect(await person.user.refresh(refreshOf(grantId, 3))).toMatchObject(generation(4))
  })

  it('of no grant is unknown', async () => {
    const { user } = await signedIn()
    expect(await user.refresh(refreshOf(newGrantId(), 1))).toEqual(err('unknown'))
  })

  it('of a grant that never had one is unknown, and the grant lives on', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person, { details: ONLINE })
    expect(await person.user.refresh(refreshOf(grantId, 1))).toEqual(err('unknown'))
    expect(await isGood(person.user, grantId)).toBe(true)
  })

  it('is good until the idle time has passed since the last use', async () => {
    const person = await signedIn()
    vi.setSystemTime(Date.now())
    const grantId = await newGrant(person)
    pass(REFRESH.idle - 1)
    expect(await person.user.refresh(refreshOf(grantId, 1))).toMatchObject(generation(2))
    pass(REFRESH.idle)
    expect(await person.user.refresh(refreshOf(grantId, 2))).toEqual(err('expired'))
  })

  it('is good until the absolute time has passed, however fresh it is (catalogue 119)', async () => {
    const person = await signedIn()
    vi.setSystemTime(Date.now())
    const grantId = await newGrant(person)
    const policy = under({ absolute: 40 * DAY })
    pass(20 * DAY)
    expect(await person.user.refresh(refreshOf(grantId, 1, policy))).toMatchObject(generation(2))
    pass(20 * DAY - 1)
    expect(await person.user.refresh(refreshOf(grantId, 2, policy))).toMatchObject(generation(3))
    pass(1)
    for (const at of [2, 3]) {
      expect((await person.user.refresh(refreshOf(grantId, at, policy))).ok).toBe(false)
    }
  })

  it('that is alive is never swept, also where it was given a longer life later', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person, under({ absolute: 40 * DAY }))
    for (const at of times(4, (index) => index + 1)) {
      pass(20 * DAY)
      expect(await person.user.refresh(refreshOf(grantId, at))).toMatchObject(generation(at + 1))
      // Whatever is swept is swept when a grant is opened.
      await newGrant({ ...person, session: await newSession(person.user) })
    }
    expect(await isGood(person.user, grantId)).toBe(true)
  })

  it('stays rotated through evictions and crashes (CVE-2026-9802, catalogue 122)', async () => {
    const person = await signedIn()
    const grantId = await newGrant(person)
    const question = refreshOf(grantId, 1)
    const first = await person.user.refresh(question)
    await evictDurableObject(objectOf(person.sub))
    expect(await person.user.refresh(question)).toEqual(first)
    await abortAllDurableObjects()
    expect(await person.user.refresh(refreshOf(grantId, 1))).toMatchObject(generation(2))
    pass(11)
    await evictDurableObject(objectOf(person.sub))
    expect(await person.user.refresh(refreshOf(grantId, 1))).toEqual(err('reused'))
    await abortAllDurableObjects()
    expect(await person.user.refresh(refreshOf(grantId, 2))).toEqual(err('ended'))
  })
})
