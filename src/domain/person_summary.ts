/** What a list shows of a person without waking their object. */
import type { Sub } from '../kernel/ids.ts'

export interface PersonSummary {
  sub: Sub
  email: string
  name?: string
  disabled: boolean
  createdAt: number
}
