import { describe, expect, it } from 'vitest'
import type { JsonValue } from './json.ts'
import { isShallow } from './json_depth.ts'

const nested = (depth: number) =>
  JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`) as JsonValue

describe('isShallow', () => {
  it.each([
    { name: 'a string', given: 'x', most: 0, expect: true },
    { name: 'null', given: null, most: 0, expect: true },
    { name: 'an empty list at level one', given: [], most: 0, expect: false },
    { name: 'as deep as allowed', given: nested(3), most: 3, expect: true },
    { name: 'one level deeper', given: nested(4), most: 3, expect: false },
    { name: 'an object that is wide', given: { a: {}, b: [1, 2], c: null }, most: 2, expect: true },
    { name: '100000 levels', given: nested(100_000), most: 16, expect: false },
  ])('$name: $expect', ({ given, most, expect: wanted }) => {
    expect(isShallow(given, most)).toBe(wanted)
  })
})
