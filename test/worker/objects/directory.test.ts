import { describe, expect, it } from 'vitest'
import { newSub, type Sub } from '../../../src/kernel/ids.ts'
import { err, ok } from '../../../src/kernel/result.ts'
import type { Directories } from '../../../src/stores/directories.ts'
import { counted, rowsOf, times } from './house.ts'
import { directoriesOf, everythingStored, evictShards, newTenant, person } from './shards.ts'

const ANYBODY = { email: '', other: '' }

describe('a name', () => {
  it('belongs to whoever claims it first, and to them alone', async () => {
    const directories = directoriesOf(newTenant())
    const [ada, eve] = [person(), person()]
    expect(await directories.find('email', ada.email)).toBeUndefined()
    expect(await directories.claim('email', ada.email, ada)).toEqual(ok(null))
    expect(await directories.claim('email', ada.email, eve)).toEqual(err({ owner: ada.sub }))
    expect(await directories.find('email', ada.email)).toBe(ada.sub)
  })

  it('goes to exactly one of 100 who claim it at once, and all are told to whom', async () => {
    const directories = directoriesOf(newTenant())
    const people = times(100, () => person())
    const claims = await Promise.all(
      people.map((each) => directories.claim('email', 'ada@amphora.test', each)),
    )
    const owner = await directories.find('email', 'ada@amphora.test')
    expect(claims.filter(({ ok: won }) => won)).toHaveLength(1)
    expect(people[claims.findIndex(({ ok: won }) => won)]?.sub).toBe(owner)
    const told = claims.flatMap((claim) => (claim.ok ? [] : [claim.reason.owner]))
    expect(new Set(told)).toEqual(new Set([owner]))
  })

  it('may be claimed again by its owner, which writes nothing', async () => {
    const directories = directoriesOf(newTenant())
    const ada = person()
    expect(await rowsOf(() => directories.claim('email', ada.email, ada))).toBe(1)
    const again = await counted(() => directories.claim('email', ada.email, ada))
    expect(again).toEqual({ answer: ok(null), rows: 0 })
  })

  it('is given back by its owner only, and is then free', async () => {
    const directories = directoriesOf(newTenant())
    const [ada, eve] = [person(), person()]
    await directories.claim('email', ada.email, ada)
    const release = ({ sub }: typeof ada) =>
      rowsOf(() => directories.release('email', ada.email, { sub, revision: 2 }))
    expect(await release(eve)).toBe(0)
    expect(await directories.find('email', ada.email)).toBe(ada.sub)
    expect(await release(ada)).toBe(1)
    expect(await directories.claim('email', ada.email, eve)).toEqual(ok(null))
  })

  it('is described by its owner only, and never as they were before', async () => {
    const directories = directoriesOf(newTenant())
    const ada = person()
    const { revision: _, ...shown } = ada
    const listed = async () =>
      (await directories.list({ ...ANYBODY, after: null, limit: 10 })).items
    await directories.claim('email', ada.email, ada)
    await directories.describe('email', ada.email, person({ name: 'Eve', revision: 2 }))
    expect(await listed()).toEqual([shown])
    const changes = { name: 'Ada', disabled: true }
    const describe = (changed: Partial<typeof ada>) =>
      rowsOf(() => directories.describe('email', ada.email, { ...ada, ...changed }))
    expect(await describe({ ...changes, revision: 3 })).toBe(1)
    expect(await describe({ name: 'Older', revision: 2 })).toBe(0)
    expect(await listed()).toEqual([{ ...shown, ...changes }])
  })

  it('is known to one tenant only', async () => {
    const ada = person()
    await directoriesOf(newTenant()).claim('email', ada.email, ada)
    expect(await directoriesOf(newTenant()).find('email', ada.email)).toBeUndefined()
  })

  it('is still known after an eviction', async () => {
    const tenant = newTenant()
    const ada = person()
    await directoriesOf(tenant).claim('email', ada.email, ada)
    await evictShards(tenant)
    expect(await directoriesOf(tenant).find('email', ada.email)).toBe(ada.sub)
  })
})

describe('a list', () => {
  /** 40 people over all shards; the last two are beyond the Basic Multilingual Plane and before its end. */
  const NAMES = [
    ...times(38, (at) => `person${String(at).padStart(2, '0')}@amphora.test`),
    'ａ@amphora.test',
    '𝒜@amphora.test',
  ]

  async function populated(): Promise<Directories> {
    const directories = directoriesOf(newTenant())
    const claim = (email: string) => directories.claim('email', email, person({ email }))
    await Promise.all(NAMES.toReversed().map(claim))
    return directories
  }

  it.each([{ limit: 1 }, { limit: 7 }, { limit: 40 }, { limit: 100 }])(
    'shows everybody once and in order, $limit at a time',
    async ({ limit }) => {
      const directories = await populated()
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<Directories['list']>> = await directories.list({
          ...ANYBODY,
          after,
          limit,
        })
        expect(page.items.length).toBeLessThanOrEqual(limit)
        seen.push(...page.items.map(({ email }) => email))
        after = page.next
      } while (after !== null)
      expect(seen).toEqual(NAMES)
    },
  )

  it.each([
    { prefix: 'person1', expect: 10 },
    { prefix: 'person01@amphora.test', expect: 1 },
    { prefix: 'person0%', expect: 0 },
    { prefix: 'person_', expect: 0 },
    { prefix: 'q', expect: 0 },
  ])('shows those whose name begins with $prefix, letter by letter', async (given) => {
    const directories = await populated()
    const page = await directories.list({
      email: given.prefix,
      other: given.prefix,
      after: null,
      limit: 100,
    })
    expect(page.items).toHaveLength(given.expect)
    expect(page.items.every(({ email }) => email.startsWith(given.prefix))).toBe(true)
    expect(page.next).toBeNull()
  })
})

describe('people without an address', () => {
  const named = [
    { sub: 'auth0|1', name: 'Ada Lovelace' },
    { sub: 'auth0|2', name: 'Grace Hopper' },
    { sub: 'github|3' },
  ].map((each) => person({ ...each, sub: each.sub as Sub, email: '' }))

  async function populated(): Promise<Directories> {
    const directories = directoriesOf(newTenant())
    const last = person({ email: 'zoe@amphora.test' })
    await directories.claim('email', last.email, last)
    await Promise.all(named.map((each) => directories.claim('sub', each.sub, each)))
    return directories
  }

  it.each([1, 2, 3, 4, 9])('come after all others, %i at a time', async (limit) => {
    const directories = await populated()
    const seen: string[] = []
    let after: string | null = null
    do {
      const page: Awaited<ReturnType<Directories['list']>> = await directories.list({
        ...ANYBODY,
        after,
        limit,
      })
      seen.push(...page.items.map(({ email, sub }) => email || sub))
      after = page.next
    } while (after !== null)
    expect(seen).toEqual(['zoe@amphora.test', 'auth0|1', 'auth0|2', 'github|3'])
  })

  it.each([
    { name: 'the beginning of their sub', given: 'auth0|', expect: ['auth0|1', 'auth0|2'] },
    { name: 'their whole sub', given: 'github|3', expect: ['github|3'] },
    { name: 'a part of their name, in either case', given: 'love', expect: ['auth0|1'] },
    { name: 'nothing that is a pattern', given: '%', expect: [] },
    { name: 'not the middle of a sub', given: '|1', expect: [] },
  ])('are found by $name', async ({ given, expect: subs }) => {
    const directories = await populated()
    const search = { email: given, other: given, after: null, limit: 9 }
    expect((await directories.list(search)).items.map(({ sub }) => sub)).toEqual(subs)
  })

  it('are none of those whose address begins so', async () => {
    const directories = await populated()
    const page = await directories.list({ email: '', other: null, after: null, limit: 9 })
    expect(page.items).toMatchObject([{ email: 'zoe@amphora.test' }])
  })
})

describe('a shard that stores nothing', () => {
  it.each([
    { name: 'find', call: (of: Directories) => of.find('email', 'ada@amphora.test') },
    {
      name: 'release',
      call: (of: Directories) =>
        of.release('email', 'ada@amphora.test', { sub: newSub(), revision: 1 }),
    },
    { name: 'describe', call: (of: Directories) => of.describe('email', 'a@b.test', person()) },
    { name: 'list', call: (of: Directories) => of.list({ ...ANYBODY, after: null, limit: 9 }) },
  ])('stays empty when it is asked to $name', async ({ call }) => {
    const tenant = newTenant()
    expect(await rowsOf(() => call(directoriesOf(tenant)))).toBe(0)
    expect(await everythingStored(tenant)).toBe('')
  })
})
