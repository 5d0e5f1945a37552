/**
 * The colours of a page, made of the four that a tenant chooses. Those four must be readable (rules/branding.ts); then
 * so is everything made of them: what is softer or stronger is only as soft or strong as that allows.
 */
import type { BrandColors } from './branding.ts'
import { colorOf, contrast, hexOf, mix, type Color } from './color.ts'

/** "The visual presentation of text … has a contrast ratio of at least 4.5:1" (WCAG 2.2 §1.4.3). */
export const TEXT_CONTRAST = 4.5
/** "… of at least 3:1 against adjacent color(s)": what a field is known by (WCAG 2.2 §1.4.11). */
export const EDGE_CONTRAST = 3

/** Each `#rrggbb`. */
export interface Palette {
  background: string
  surface: string
  /** A part of the surface that is set apart. */
  wash: string
  /** Between things; nobody needs to see it. */
  line: string
  /** Around what can be used. */
  edge: string
  text: string
  /** Text that matters less. */
  soft: string
  accent: string
  /** Under the pointer. */
  strongAccent: string
  onAccent: string
  bad: string
  badWash: string
}

const WHITE: Color = [255, 255, 255]
const BLACK: Color = [0, 0, 0]
const DARK_RED: Color = [156, 28, 28]
const LIGHT_RED: Color = [255, 167, 157]

export function paletteOf(colors: BrandColors): Palette {
  const { background, surface, text, accent } = {
    background: colorOf(colors.background),
    surface: colorOf(colors.surface),
    text: colorOf(colors.text),
    accent: colorOf(colors.accent),
  }
  const wash = mixedWhile(surface, text, 0.05, (color) => readsOn(color, text, accent))
  const soft = mixedUntil(surface, text, 0.65, (color) => readsOn(color, background, surface, wash))
  const edge = mixedUntil(surface, text, 0.4, (color) => showsOn(color, surface, wash))
  const onAccent = readsOn(WHITE, accent) ? WHITE : BLACK
  const strongAccent = mixedWhile(accent, text, 0.25, (color) =>
    readsOn(color, surface, wash, onAccent),
  )
  const red = contrast(DARK_RED, surface) > contrast(LIGHT_RED, surface) ? DARK_RED : LIGHT_RED
  const bad = mixedUntil(red, text, 0, (color) => readsOn(color, surface))
  const badWash = mixedWhile(surface, bad, 0.1, (color) => readsOn(color, bad))
  return {
    background: hexOf(background),
    surface: hexOf(surface),
    wash: hexOf(wash),
    line: hexOf(mix(surface, text, 0.15)),
    edge: hexOf(edge),
    text: hexOf(text),
    soft: hexOf(soft),
    accent: hexOf(accent),
    strongAccent: hexOf(strongAccent),
    onAccent: hexOf(onAccent),
    bad: hexOf(bad),
    badWash: hexOf(badWash),
  }
}

const readsOn = (color: Color, ...others: Color[]): boolean =>
  others.every((other) => contrast(color, other) >= TEXT_CONTRAST)

const showsOn = (color: Color, ...others: Color[]): boolean =>
  others.every((other) => contrast(color, other) >= EDGE_CONTRAST)

const STEPS = 20

/** From a share of the way on, the first mixture that will do; at the end of the way, that colour itself. */
function mixedUntil(
  from: Color,
  towards: Color,
  least: number,
  willDo: (color: Color) => boolean,
): Color {
  const mixtures = Array.from({ length: STEPS }, (_, step) =>
    mix(from, towards, least + ((1 - least) * step) / STEPS),
  )
  return mixtures.find(willDo) ?? towards
}

/** The mixture that is furthest on the way, up to a share of it, and still will do. */
function mixedWhile(
  from: Color,
  towards: Color,
  most: number,
  willDo: (color: Color) => boolean,
): Color {
  const mixtures = Array.from({ length: STEPS }, (_, step) =>
    mix(from, towards, most * (1 - step / STEPS)),
  )
  return mixtures.find(willDo) ?? from
}
