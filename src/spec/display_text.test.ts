import { describe, expect, it } from 'vitest'
import { DISPLAY_LINES, isDisplayText } from './display_text.ts'

describe('isDisplayText', () => {
  it.each([
    { name: 'plain words', given: 'My App', expect: true },
    {
      name: 'markup, which is escaped where it goes out',
      given: '<script>alert(1)</script>',
      expect: true,
    },
    { name: 'other scripts', given: 'Ünïcode 東京 مرحبا', expect: true },
    { name: 'an emoji', given: 'Rocket 🚀', expect: true },
    { name: 'a right-to-left override', given: '\u202egnp.exe', expect: false },
    { name: 'a zero-width space', given: 'Goog\u200ble', expect: false },
    { name: 'a NUL', given: 'A\u0000B', expect: false },
    { name: 'a line break', given: 'A\r\nB', expect: false },
    { name: 'tag characters', given: 'A\u{e0041}', expect: false },
    { name: 'half of a surrogate pair', given: 'A\ud83d', expect: false },
    { name: '201 characters', given: 'a'.repeat(201), expect: false },
  ])('judges $name (CWE-1007)', ({ given, expect: wanted }) => {
    expect(isDisplayText(given)).toBe(wanted)
  })
})

describe('DISPLAY_LINES', () => {
  it('takes line breaks and nothing else that is hidden (OpenID Connect Core §5.1.1)', () => {
    expect(DISPLAY_LINES.test('1 Main Street\r\nSpringfield\nUS')).toBe(true)
    expect(DISPLAY_LINES.test('1 Main\u202e Street')).toBe(false)
  })
})
