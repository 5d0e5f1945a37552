/** The tenant's look, for whatever part of a page shows something of it. */
import type { Branding } from '../domain/branding.ts'
import { themeOf } from './theme.ts'

export interface Look {
  branding: Branding
  /** The style sheet after ours; empty where nothing differs. */
  theme: string
}

export const lookOf = (branding: Branding): Look => ({ branding, theme: themeOf(branding) })

let shown = lookOf({})

/** The look of the page that is being written; ours outside of `inLook`. */
export const tenantLook = (): Look => shown

/**
 * Writes a page in this look. It is written in one go, so no other request comes in between. (Hono's contexts do the same,
 * and bring its renderer for browsers along: six of the upload's kibibytes.)
 */
export function inLook(look: Look, write: () => string): string {
  const before = shown
  shown = look
  try {
    return write()
  } finally {
    shown = before
  }
}
