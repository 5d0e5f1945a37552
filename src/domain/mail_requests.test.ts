import { expect, it } from 'vitest'
import { HOUR, MINUTE } from '../kernel/clock.ts'
import type { Attempts } from './attempts.ts'
import { countMailRequest } from './mail_requests.ts'

/** At which of these times a request is let through. */
function letThrough(times: readonly number[]): number[] {
  let counted: Attempts | undefined
  return times.filter((at) => {
    const next = countMailRequest(counted, at)
    if (next) counted = next
    return next !== undefined
  })
}

it('lets five through in a row, and no sixth (catalogue 186)', () => {
  expect(letThrough([0, 1, 2, 3, 4, 5, HOUR - 1])).toEqual([0, 1, 2, 3, 4])
})

it('no hour has more than five, whenever it begins', () => {
  const asked = Array.from({ length: 400 }, (_, at) => at * 3 * MINUTE)
  const sent = letThrough(asked)
  for (const from of asked) {
    expect(sent.filter((at) => at >= from && at < from + HOUR).length).toBeLessThanOrEqual(5)
  }
  expect(sent.length).toBeGreaterThan(50)
})

it('forgets after an hour without any', () => {
  expect(letThrough([0, 1, 2, 3, 4, HOUR + 4])).toHaveLength(6)
})
