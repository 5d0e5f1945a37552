/** The tenant's look, for whatever part of a page shows something of it. */
import { createContext } from 'hono/jsx'
import type { Branding } from '../domain/branding.ts'
import { themeOf } from './theme.ts'

export interface Look {
  branding: Branding
  /** The style sheet after ours; empty where nothing differs. */
  theme: string
}

export const lookOf = (branding: Branding): Look => ({ branding, theme: themeOf(branding) })

/** Around a page on its way out; without it, a page looks like ours. */
export const TenantLook = createContext<Look>(lookOf({}))
