/** Colours as numbers, and how well one can be read on another. */

/** Red, green and blue, each from 0 to 255. */
export type Color = readonly [red: number, green: number, blue: number]

/** Takes `#rrggbb`. */
export function colorOf(hex: string): Color {
  const bits = Number.parseInt(hex.slice(1), 16)
  return [(bits >> 16) & 255, (bits >> 8) & 255, bits & 255]
}

/** `#rrggbb`. */
export const hexOf = (color: Color): string =>
  `#${color.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`

/** So much of the way from one colour to another, from 0 to 1. */
export function mix([red, green, blue]: Color, towards: Color, share: number): Color {
  const between = (from: number, to: number) => Math.round(from + (to - from) * share)
  return [between(red, towards[0]), between(green, towards[1]), between(blue, towards[2])]
}

/** "(L1 + 0.05) / (L2 + 0.05)" (WCAG 2.2, contrast ratio): from 1 for the same colour to 21 for black on white. */
export function contrast(one: Color, other: Color): number {
  const [a, b] = [luminance(one), luminance(other)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

/** "0.2126 * R + 0.7152 * G + 0.0722 * B" (WCAG 2.2, relative luminance). */
const luminance = ([red, green, blue]: Color): number =>
  0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)

function linear(channel: number): number {
  const value = channel / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
