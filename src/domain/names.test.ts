import { describe, expect, it } from 'vitest'
import corpus from '../../test/vectors/email-identifiers.json'
import { normalizeEmail } from './names.ts'

interface Vector {
  a: unknown
  b: string | null
  expect: string
}

const texts = (corpus.vectors as Vector[]).filter((vector) => typeof vector.a === 'string')

describe('normalizeEmail', () => {
  it.each(texts)('takes $a and $b as: $expect', ({ a, b, expect: wanted }) => {
    const left = normalizeEmail(a as string)
    const right = b === null ? undefined : normalizeEmail(b)
    if (wanted.startsWith('same')) expect(left).toBe(right)
    else if (wanted.startsWith('reject')) expect(left).toBeUndefined()
    else expect(left === undefined || left !== right).toBe(true)
  })

  it.each([
    {
      name: 'a plain address',
      given: 'Ada.Lovelace+x@Example.COM',
      expect: 'ada.lovelace+x@example.com',
    },
    { name: 'letters beyond ASCII, kept', given: 'ÅSA@example.com', expect: 'Åsa@example.com' },
    { name: 'an IDNA domain', given: 'a@BÜCHER.example', expect: 'a@xn--bcher-kva.example' },
    { name: 'the ideographic full stop', given: 'a@example\u3002com', expect: 'a@example.com' },
    { name: 'a host without a dot', given: 'root@localhost', expect: 'root@localhost' },
    { name: 'no local part', given: '@example.com', expect: undefined },
    { name: 'two dots in a row', given: 'a..b@example.com', expect: undefined },
    { name: 'an address by number', given: 'a@127.1', expect: undefined },
    { name: 'a port', given: 'a@example.com:25', expect: undefined },
    { name: 'the Kelvin sign', given: '\u212aate@example.com', expect: undefined },
    { name: 'a zero-width space', given: 'a\u200b@example.com', expect: undefined },
  ])('reads or refuses $name', ({ given, expect: wanted }) => {
    expect(normalizeEmail(given)).toBe(wanted)
  })

  it('has nothing left to do on its own answer', () => {
    const once = normalizeEmail('Vi\u0301ctim@EX\u0430MPLE.test')
    expect(once && normalizeEmail(once)).toBe(once)
  })
})
