/** What a list shows of a person without waking their object. */
import type { Sub } from '../kernel/ids.ts'

export interface PersonSummary {
  sub: Sub
  email: string
  name?: string
  disabled: boolean
  createdAt: number
}

/** Who is to be listed: by the beginning of an address, and of those without one by that of their sub or a part of their name. */
export interface PersonSearch {
  email: string
  /** Null for nobody without an address. */
  other: string | null
}
