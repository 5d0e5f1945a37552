/** A tenant's own look and words on its pages. What is left out is ours. */

/** Colours of one scheme, each `#rrggbb`. */
export interface BrandColors {
  /** Links, the main button, what marks something. */
  accent: string
  /** Behind everything. */
  background: string
  /** What the content stands on. */
  surface: string
  text: string
}

export interface BrandTexts {
  /** Instead of "Sign in" over the form. */
  sign_in_title?: string
  /** Under it. */
  sign_in_about?: string
  /** Instead of "Sealed by Amphora". */
  footer?: string
}

export interface Branding {
  /** Beside the name: an https address that browsers load, or a small PNG as a `data:` URI. We never fetch it. */
  logo_uri?: string
  /** Instead of it, for people who read light on dark. */
  logo_dark_uri?: string
  colors?: { light: Partial<BrandColors>; dark: Partial<BrandColors> }
  /** Of the sheet that the content stands on, in pixels; what lies on it is rounder or less so in proportion. */
  corner_radius?: number
  /** By language, such as `en`. */
  texts?: Record<string, BrandTexts>
  /** At the foot of every page. */
  links?: { help_uri?: string; privacy_uri?: string; terms_uri?: string; imprint_uri?: string }
}

export type Scheme = 'light' | 'dark'

export const SCHEMES: readonly Scheme[] = ['light', 'dark']

/** Red-figure pottery: paper, glaze and fired clay. */
export const OUR_COLORS: Readonly<Record<Scheme, BrandColors>> = {
  light: { accent: '#a5431d', background: '#f5efe6', surface: '#fffdfa', text: '#241b15' },
  dark: { accent: '#ec9a6c', background: '#14100e', surface: '#1f1916', text: '#f3eae0' },
}

/** The colours of a scheme, with ours where the tenant has none. */
export const brandColors = ({ colors }: Branding, scheme: Scheme): BrandColors => ({
  ...OUR_COLORS[scheme],
  ...colors?.[scheme],
})
