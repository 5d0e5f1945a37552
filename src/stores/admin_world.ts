/** What registration and the admin API may ask of the world beyond what the flows may: the tenant's own records, to be changed. */
import type { Sub } from '../kernel/ids.ts'
import type { Tenants } from './tenants.ts'
import type { World } from './world.ts'

/** Where clients are registered and changed, by whomever. */
export interface RegistrarWorld extends World {
  tenants: Tenants
}

export interface AdminWorld extends RegistrarWorld {
  /** The secret `ADMIN_TOKEN`; null closes the admin API. */
  adminToken: string | null
  /** In whose name the admin API is used; absent where it is by `ADMIN_TOKEN`. */
  operator?: Sub
}
