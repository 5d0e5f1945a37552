/** A tenant's colours and corners as a style sheet that overrules the variables of ours. */
import { brandColors, type Branding, type Scheme } from '../domain/branding.ts'
import { paletteOf } from '../domain/palette.ts'

/** Made of numbers alone, whatever is stored: nothing that was written by others is in it. */
export function themeOf(branding: Branding): string {
  const { colors, corner_radius: radius } = branding
  return [
    radius === undefined ? '' : `:root{--round:${Math.round(radius)}px}`,
    colors ? `:root{${variablesOf(branding, 'light')}}` : '',
    colors ? `@media (prefers-color-scheme:dark){:root{${variablesOf(branding, 'dark')}}}` : '',
  ].join('')
}

function variablesOf(branding: Branding, scheme: Scheme): string {
  const palette = paletteOf(brandColors(branding, scheme))
  const variables = {
    paper: palette.background,
    card: palette.surface,
    wash: palette.wash,
    line: palette.line,
    edge: palette.edge,
    ink: palette.text,
    soft: palette.soft,
    clay: palette.accent,
    'clay-deep': palette.strongAccent,
    'on-clay': palette.onAccent,
    bad: palette.bad,
    'bad-wash': palette.badWash,
  }
  return Object.entries(variables)
    .map(([name, value]) => `--${name}:${value}`)
    .join(';')
}
