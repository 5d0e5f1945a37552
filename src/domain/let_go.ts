/** A name that a record says no more, on its way to the Directory. */
import type { Sub, TenantId } from '../kernel/ids.ts'
import type { Name } from './names.ts'

export interface LetGoName extends Name {
  /** Of the record that says it no more. */
  revision: number
}

export interface LetGo {
  tenant: TenantId
  sub: Sub
  names: readonly LetGoName[]
}
