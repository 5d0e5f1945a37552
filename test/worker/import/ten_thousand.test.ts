/** Ten thousand rows, and all that can cut them short: a reader who leaves, and calls that fail before or after their work. */
import { Hono } from 'hono'
import { expect, it } from 'vitest'
import { userImportRoutes } from '../../../src/http/admin/user_import.ts'
import { identityName } from '../../../src/domain/identity.ts'
import { identitiesOf } from '../../../src/domain/linked_identities.ts'
import { listedName } from '../../../src/domain/listed_name.ts'
import type { AdminEnv } from '../../../src/http/admin/world.ts'
import { fileOf, readAnswer, type RowLine } from './house.ts'
import { memoryWorld, type Memory } from './memory_world.ts'

/** Every third has an identity at another provider, and every sixth has no address. */
const ROWS = Array.from({ length: 10_000 }, (_, at) => ({
  sub: `auth0|${at + 1}`,
  ...(at % 6 !== 0 && { email: `person${at + 1}@import.amphora.test` }),
  ...(at % 3 === 0 && { identities: [{ provider: 'google', sub: `${at + 1}` }] }),
  name: `Person ${at + 1}`,
}))
const IDENTITIES = ROWS.filter(({ identities }) => identities).length

/** Sends a thousand rows from this one on. */
async function send(
  { world }: Memory,
  next: number,
  rows: readonly object[] = ROWS,
): Promise<Response> {
  world.tally.objectCalls = 0
  const app = new Hono<AdminEnv>()
  app.use(async (c, go) => {
    c.set('world', { ...world, now: world.now + next })
    await go()
  })
  app.route('/', userImportRoutes())
  return app.request(`/import?first_line=${next}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: fileOf(rows.slice(next - 1, next + 999)),
  })
}

/** As far as somebody reads who goes away then. */
async function firstRows(response: Response, most: number): Promise<RowLine[]> {
  const rows: RowLine[] = []
  const reader = response.body?.getReader()
  while (rows.length < most) {
    const { value, done } = (await reader?.read()) ?? {}
    const lines = new TextDecoder().decode(value).trim().split('\n')
    const read = lines.filter(Boolean).map((line) => JSON.parse(line) as RowLine)
    rows.push(...read.filter((line) => 'line' in line))
    if (done) break
  }
  await reader?.cancel()
  return rows
}

async function importAll(memory: Memory): Promise<{ rows: RowLine[]; requests: number }> {
  const all: RowLine[] = []
  let requests = 0
  while (all.length < ROWS.length) {
    const next = (all.at(-1)?.line ?? 0) + 1
    const response = await send(memory, next)
    const leaves = ++requests % 3 === 0
    const rows = leaves ? await firstRows(response, 333) : (await readAnswer(response)).rows
    expect(rows.map(({ line }) => line)).toEqual(rows.map((_, at) => next + at))
    all.push(...rows)
  }
  return { rows: all, requests }
}

it('ten thousand rows, cut short again and again, make ten thousand people with a name and a line each', async () => {
  const memory = memoryWorld((call) =>
    call % 1009 === 0 ? 'before' : call % 1511 === 0 ? 'after' : undefined,
  )
  const { rows, requests } = await importAll(memory)
  expect(requests).toBeGreaterThan(40)
  expect(rows).toHaveLength(10_000)
  expect(rows.filter(({ result }) => result === 'refused')).toEqual([])
  expect(rows.filter(({ result }) => result === 'unchanged').length).toBeGreaterThan(10)
  const { people, names, audit } = memory
  expect([people.size, names.size, audit.size]).toEqual([10_000, 10_000 + IDENTITIES, 10_000])
  for (const [name, { sub }] of names) {
    const person = people.get(sub)
    const own = person && [listedName(person).name, ...identitiesOf(person).map(identityName)]
    expect(own).toContain(name)
  }
}, 60_000)

it('takes three calls for each person, one for each identity and two for each twenty; one for whoever is there already', async () => {
  const memory = memoryWorld(() => undefined)
  await readAnswer(await send(memory, 1))
  const made = 3 * 1000 + 334 + 2 * 50
  expect(memory.calls).toBe(made)
  await readAnswer(await send(memory, 1))
  expect(memory.calls).toBe(made + 1000 + 2 * 50)
})

it('stops before a request asks for too much, and says where to go on', async () => {
  const memory = memoryWorld(() => undefined)
  const rows = Array.from({ length: 1000 }, (_, at) => ({
    sub: `many|${at}`,
    identities: Array.from({ length: 10 }, (_, id) => ({ provider: 'google', sub: `${at}.${id}` })),
  }))
  const { last } = await readAnswer(await send(memory, 1, rows))
  expect(last).toMatchObject({ result: 'stopped', error: 'content_too_large', next_line: 401 })
  expect(memory.calls).toBeLessThan(5300)
})
