import { afterEach, describe, expect, it, vi } from 'vitest'
import { DAY, HOUR } from '../../../src/kernel/clock.ts'
import { err, ok } from '../../../src/kernel/result.ts'
import type { Directories } from '../../../src/stores/directories.ts'
import { counted, pass, rowsOf, times } from './house.ts'
import {
  attemptRows,
  directoriesOf,
  everythingStored,
  evictShards,
  newTenant,
  person,
} from './shards.ts'

afterEach(() => void vi.useRealTimers())

describe('attempts to sign in', () => {
  const NAME = 'ada@amphora.test'

  const attempts = (directories: Directories, count: number, name = NAME) =>
    Promise.all(times(count, () => directories.attempt('email', name)))

  it.each([{ whose: 'somebody' }, { whose: 'nobody' }])(
    'of 1000 at once exactly five get through, under the name of $whose (ASVS 6.3.1)',
    async ({ whose }) => {
      vi.setSystemTime(Date.now())
      const directories = directoriesOf(newTenant())
      const ada = person()
      if (whose === 'somebody') await directories.claim('email', NAME, ada)
      const { answer, rows } = await counted(() => attempts(directories, 1000))
      const owner = whose === 'somebody' ? ada.sub : undefined
      const through = answer.filter(({ ok: isThrough }) => isThrough)
      expect(through).toEqual(times(5, () => ok({ owner })))
      const refused = answer.filter(({ ok: isThrough }) => !isThrough)
      expect(refused).toEqual(times(995, () => err({ wait: 30 })))
      expect(rows).toBe(5)
    },
  )

  it('wait longer each time, and those made too early are not counted', async () => {
    vi.setSystemTime(Date.now())
    const directories = directoriesOf(newTenant())
    await attempts(directories, 5)
    for (const wait of [30, 60, 120, 240, 480, 900, 900]) {
      const early = await counted(() => directories.attempt('email', NAME))
      expect(early).toEqual({ answer: err({ wait }), rows: 0 })
      pass(wait - 1)
      expect(await directories.attempt('email', NAME)).toEqual(err({ wait: 1 }))
      pass(1)
      const due = await counted(() => directories.attempt('email', NAME))
      expect(due).toEqual({ answer: ok({ owner: undefined }), rows: 1 })
    }
  })

  it('are forgotten a day after the last one', async () => {
    vi.setSystemTime(Date.now())
    const directories = directoriesOf(newTenant())
    await attempts(directories, 5)
    pass(DAY)
    const later = await attempts(directories, 6)
    expect(later.map(({ ok: isThrough }) => isThrough)).toEqual([...times(5, () => true), false])
  })

  it('begin anew after a success', async () => {
    const directories = directoriesOf(newTenant())
    await attempts(directories, 5)
    expect(await rowsOf(() => directories.succeed('email', NAME))).toBe(1)
    expect(await directories.attempt('email', NAME)).toEqual(ok({ owner: undefined }))
  })

  it('that nobody made are not written off', async () => {
    const tenant = newTenant()
    expect(await rowsOf(() => directoriesOf(tenant).succeed('email', NAME))).toBe(0)
    expect(await everythingStored(tenant)).toBe('')
  })

  it('under one name do not hold up another', async () => {
    const directories = directoriesOf(newTenant())
    await attempts(directories, 100)
    expect(await directories.attempt('email', 'bob@amphora.test')).toEqual(ok({ owner: undefined }))
  })

  it('are still counted after an eviction', async () => {
    const tenant = newTenant()
    await attempts(directoriesOf(tenant), 5)
    await evictShards(tenant)
    expect(await directoriesOf(tenant).attempt('email', NAME)).toMatchObject({ ok: false })
  })

  it('leave no readable trace of a name that nobody owns', async () => {
    const tenant = newTenant()
    await directoriesOf(tenant).attempt('email', 'my-password-typed-as-a-name@amphora.test')
    const stored = await everythingStored(tenant)
    expect(stored).toContain('counted')
    expect(stored).not.toMatch(/my-password|amphora/)
  })

  it('are swept by later ones, so that invented names do not pile up', async () => {
    vi.setSystemTime(Date.now())
    const tenant = newTenant()
    const directories = directoriesOf(tenant)
    const invent = (wave: string) =>
      Promise.all(times(160, (at) => directories.attempt('email', `${wave}${at}@amphora.test`)))
    await invent('old')
    pass(DAY + HOUR)
    await invent('new')
    expect(await attemptRows(tenant)).toBeLessThan(240)
    const late = await attempts(directories, 6, 'new7@amphora.test')
    expect(late.filter(({ ok: isThrough }) => isThrough)).toHaveLength(4)
  })
})
