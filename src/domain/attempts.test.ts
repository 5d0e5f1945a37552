import { describe, expect, it } from 'vitest'
import { DAY, MINUTE } from '../kernel/clock.ts'
import { err, ok } from '../kernel/result.ts'
import { ATTEMPTS_KEPT, countAttempt, type Attempts } from './attempts.ts'

const NOW = 1_000_000

const failed = (counted: number, ago: number): Attempts => ({ counted, lastAt: NOW - ago })

describe('countAttempt', () => {
  it.each([
    { name: 'the first', given: undefined, expect: 1 },
    { name: 'the second, in the same second', given: failed(1, 0), expect: 2 },
    { name: 'the fifth, in the same second', given: failed(4, 0), expect: 5 },
    { name: 'the sixth after 30 s', given: failed(5, 30), expect: 6 },
    { name: 'the seventh after a minute', given: failed(6, 60), expect: 7 },
    { name: 'the hundredth after 15 minutes', given: failed(99, 15 * MINUTE), expect: 100 },
    { name: 'one a day after the last: the count begins anew', given: failed(99, DAY), expect: 1 },
    { name: 'a free one though the clock went back', given: failed(4, -300), expect: 5 },
  ])('lets $name through, and counts it', ({ given, expect: counted }) => {
    expect(countAttempt(given, NOW)).toEqual(ok({ counted, lastAt: NOW }))
  })

  it.each([
    { name: 'the sixth at once', given: failed(5, 0), wait: 30 },
    { name: 'the sixth a second too early', given: failed(5, 29), wait: 1 },
    { name: 'the seventh', given: failed(6, 0), wait: 60 },
    { name: 'the eighth', given: failed(7, 0), wait: 120 },
    { name: 'the tenth', given: failed(9, 0), wait: 480 },
    { name: 'the hundredth: never more than 15 minutes', given: failed(99, 0), wait: 15 * MINUTE },
    { name: 'the sixth where the clock went back', given: failed(5, -300), wait: 30 },
  ])('has $name wait, uncounted', ({ given, wait }) => {
    expect(countAttempt(given, NOW)).toEqual(err({ wait }))
  })

  it('keeps a count longer than the longest wait, so that nobody waits it away', () => {
    expect(ATTEMPTS_KEPT).toBeGreaterThan(15 * MINUTE)
  })
})
