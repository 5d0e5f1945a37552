/** What a tenant's look must be, so that everybody can read its pages and nothing but its pictures is let in. */
import { brandColors, SCHEMES, type Branding, type Scheme } from '../domain/branding.ts'
import { colorOf, contrast } from '../domain/color.ts'
import { TEXT_CONTRAST } from '../domain/palette.ts'
import { parseUri } from '../kernel/uri.ts'

/** The first thing that will not do, as a sentence that goes on from `branding`; undefined if all does. */
export function brandingFault(branding: Branding): string | undefined {
  const logos = [branding.logo_uri, branding.logo_dark_uri].filter((uri) => uri !== undefined)
  if (!logos.every(isPicture)) {
    return 'must have logos at addresses with a host name and no credentials'
  }
  if (branding.logo_dark_uri !== undefined && branding.logo_uri === undefined) {
    return 'must have a logo_uri where it has a logo_dark_uri'
  }
  return SCHEMES.map((scheme) => contrastFault(branding, scheme)).find(Boolean)
}

/** "The visual presentation of text … has a contrast ratio of at least 4.5:1" (WCAG 2.2 §1.4.3). */
function contrastFault(branding: Branding, scheme: Scheme): string | undefined {
  const colors = brandColors(branding, scheme)
  const pairs = [
    ['text', 'background'],
    ['text', 'surface'],
    ['accent', 'surface'],
  ] as const
  for (const [over, under] of pairs) {
    const ratio = contrast(colorOf(colors[over]), colorOf(colors[under]))
    if (ratio < TEXT_CONTRAST) {
      const reached = Math.floor(ratio * 100) / 100
      return (
        `must be readable: colors.${scheme}.${over} (${colors[over]}) on ${under} (${colors[under]}) ` +
        `has a contrast of ${reached}:1 and needs ${TEXT_CONTRAST}:1 (WCAG 2.2 §1.4.3)`
      )
    }
  }
  return undefined
}

/** A host that a policy can name (CSP3 §2.3.1), else the picture could not be let in by its origin. */
function isPicture(uri: string): boolean {
  if (uri.startsWith('data:')) return true
  const parsed = parseUri(uri)
  return parsed !== undefined && /^[a-z0-9.-]+$/.test(parsed.hostname) && parsed.username === ''
}
