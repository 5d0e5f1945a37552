/** Imports that are cut short: by whoever sends them, by an object that does not answer, between two calls of one row. */
import { evictDurableObject } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { MAIN_TENANT, type Sub } from '../../../src/kernel/ids.ts'
import { User } from '../../../src/objects/user.ts'
import { createDirectories } from '../../../src/stores/directories.ts'
import { newTally } from '../../../src/stores/tally.ts'
import { admin, auditOf } from '../admin/house.ts'
import { fileOf, importOne, importRows, newEmail, post } from './house.ts'

afterEach(() => vi.restoreAllMocks())

const rowsOf = (count: number) => Array.from({ length: count }, () => ({ email: newEmail() }))

describe('an import', () => {
  it('answers while it is sent, and is stopped by whoever stops reading', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent++
        controller.enqueue(new TextEncoder().encode(fileOf(rowsOf(1))))
      },
    })
    const response = await post(endless)
    const reader = response.body?.getReader()
    const first = new TextDecoder().decode((await reader?.read())?.value)
    expect(JSON.parse(first)).toMatchObject({ line: 1, result: 'created' })
    await reader?.cancel()
    await scheduler.wait(50)
    const stoppedAt = sent
    await scheduler.wait(50)
    expect(sent).toBe(stoppedAt)
    expect(sent).toBeLessThan(200)
  })

  it('takes a thousand lines at once, and says where to go on', async () => {
    const { rows, last } = await importRows(
      [...rowsOf(20), ...Array(981).fill('')],
      '?first_line=7',
    )
    expect(rows).toHaveLength(20)
    expect(last).toMatchObject({
      result: 'stopped',
      next_line: 1007,
      created: 20,
      error: 'content_too_large',
    })
    expect((await importRows(Array(1000).fill(''))).last).toMatchObject({ result: 'finished' })
  })

  it('stops before the lines that an object did not answer for, and goes on from there', async () => {
    const rows = rowsOf(45)
    let asked = 0
    const decide = User.prototype.decide
    vi.spyOn(User.prototype, 'decide').mockImplementation(async function (
      this: User,
      ...given: Parameters<User['decide']>
    ) {
      if (given[0] === 'import' && ++asked === 27) throw new Error('overloaded')
      return decide.apply(this, given)
    })
    const cut = await importRows(rows)
    expect(cut.last).toMatchObject({
      result: 'stopped',
      next_line: 21,
      created: 20,
      error: 'temporarily_unavailable',
    })
    const rest = await importRows(rows.slice(20), '?first_line=21')
    expect(rest.rows.map(({ line }) => line)).toEqual(
      Array.from({ length: 25 }, (_, at) => 21 + at),
    )
    expect(rest.last).toMatchObject({ result: 'finished', next_line: 46, refused: 0 })
    // Whoever was made in what was cut short has a line in the audit as well.
    const subs = [...cut.rows, ...rest.rows].flatMap((line) => ('sub' in line ? [line.sub] : []))
    const { items } = (await admin('GET', '/audit?event=user.imported&limit=100')).body
    const told = new Set((items as { sub: string }[]).map(({ sub }) => sub))
    expect(subs.filter((sub) => !told.has(sub))).toEqual([])
  })
})

describe('a row that was cut short', () => {
  it('after its name was claimed is finished by the same row', async () => {
    const row = { sub: 'claimed-only', email: newEmail() }
    const directories = createDirectories(env.DIRECTORY, MAIN_TENANT, newTally())
    await directories.claim('email', row.email, {
      sub: row.sub as Sub,
      email: row.email,
      disabled: false,
      createdAt: 0,
      revision: 0,
    })
    expect(await importOne({ sub: 'another', email: row.email })).toMatchObject({ field: 'email' })
    expect(await importOne(row)).toMatchObject({ result: 'created', sub: row.sub })
  })

  it('after its person was made is finished by the same row, with a line in the audit', async () => {
    const row = { sub: 'made-only', email: newEmail() }
    await importOne(row)
    await evictDurableObject(env.USER.getByName(`${MAIN_TENANT}:${row.sub}`))
    expect(await importOne(row)).toMatchObject({ result: 'unchanged', sub: row.sub })
    const lines = (await auditOf('user.imported')).filter(({ sub }) => sub === row.sub)
    expect(lines).toHaveLength(1)
  })
})
