import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { OUR_COLORS, SCHEMES, type BrandColors } from './branding.ts'
import { colorOf, contrast, hexOf, mix, type Color } from './color.ts'
import { paletteOf, type Palette } from './palette.ts'

const ratio = (one: string, other: string) => contrast(colorOf(one), colorOf(other))

describe('a contrast (WCAG 2.2, contrast ratio)', () => {
  it.each([
    { name: 'of black on white is 21', one: '#000000', other: '#ffffff', expect: 21 },
    { name: 'of a colour on itself is 1', one: '#a5431d', other: '#a5431d', expect: 1 },
    { name: 'is the same both ways', one: '#ffffff', other: '#767676', expect: 4.54 },
    { name: 'of pure red on white is 4', one: '#FF0000', other: '#ffffff', expect: 4 },
  ])('$name', ({ one, other, expect: expected }) => {
    expect(ratio(one, other)).toBeCloseTo(expected, 2)
  })

  it('mixing ends at both colours', () => {
    const [clay, ink]: Color[] = [colorOf('#a5431d'), colorOf('#241b15')]
    if (!clay || !ink) throw new Error('two colours')
    expect([hexOf(mix(clay, ink, 0)), hexOf(mix(clay, ink, 1))]).toEqual(['#a5431d', '#241b15'])
  })
})

/** What stands on what, and the contrast that it needs (WCAG 2.2 §1.4.3, §1.4.11). */
const PAIRS: [over: keyof Palette, under: keyof Palette, least: number][] = [
  ...(['background', 'surface', 'wash'] as const).map(
    (under): [keyof Palette, keyof Palette, number] => ['soft', under, 4.5],
  ),
  ['text', 'wash', 4.5],
  ['accent', 'wash', 4.5],
  ['strongAccent', 'surface', 4.5],
  ['strongAccent', 'wash', 4.5],
  ['onAccent', 'accent', 4.5],
  ['onAccent', 'strongAccent', 4.5],
  ['bad', 'surface', 4.5],
  ['bad', 'badWash', 4.5],
  ['edge', 'surface', 3],
  ['edge', 'wash', 3],
]

const faults = (palette: Palette) =>
  PAIRS.filter(([over, under, least]) => ratio(palette[over], palette[under]) < least)

describe('a palette', () => {
  it.each(SCHEMES)('of our own colours is readable (%s)', (scheme) => {
    expect(faults(paletteOf(OUR_COLORS[scheme]))).toEqual([])
  })

  it('of any four colours that are readable is readable in all that is made of them', () => {
    const hex = fc.integer({ min: 0, max: 0xffffff }).map((bits) => `#${hexDigits(bits)}`)
    const colors: fc.Arbitrary<BrandColors> = fc
      .record({ accent: hex, background: hex, surface: hex, text: hex })
      .map((drawn) => readable(drawn))
    fc.assert(
      fc.property(colors, (drawn) => {
        expect(faults(paletteOf(drawn))).toEqual([])
      }),
      { numRuns: 300 },
    )
  })
})

const hexDigits = (bits: number) => bits.toString(16).padStart(6, '0')

/** What was drawn, with the colours that cannot be read on the others replaced by one that can. */
function readable({ accent, background, surface, text }: BrandColors): BrandColors {
  const best = (under: string) => (ratio('#ffffff', under) > 4.6 ? '#ffffff' : '#000000')
  const ink = ratio(text, surface) < 4.5 ? best(surface) : text
  return {
    accent: ratio(accent, surface) < 4.5 ? ink : accent,
    background: ratio(ink, background) < 4.5 ? surface : background,
    surface,
    text: ink,
  }
}
