import { expect, it } from 'vitest'
import { err, ok } from '../kernel/result.ts'
import { countGuess, MOST_GUESSES } from './guesses.ts'

const NOW = 1_000_000_000

it.each([
  { name: 'the first begins a window', given: undefined, expect: ok({ counted: 1, lastAt: NOW }) },
  {
    name: 'the next is counted in it',
    given: { counted: 7, lastAt: NOW - 599 },
    expect: ok({ counted: 8, lastAt: NOW - 599 }),
  },
  {
    name: 'one too many waits for its end',
    given: { counted: MOST_GUESSES, lastAt: NOW - 100 },
    expect: err({ wait: 500 }),
  },
  {
    name: 'then another begins',
    given: { counted: MOST_GUESSES, lastAt: NOW - 600 },
    expect: ok({ counted: 1, lastAt: NOW }),
  },
  {
    name: 'as under a clock that was set back',
    given: { counted: MOST_GUESSES, lastAt: NOW + 60 },
    expect: ok({ counted: 1, lastAt: NOW }),
  },
])('wrong user codes of everybody: $name (RFC 8628 §5.1)', ({ given, expect: answer }) => {
  expect(countGuess(given, NOW)).toEqual(answer)
})
