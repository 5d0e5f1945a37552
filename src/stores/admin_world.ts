/** What the admin API may ask of the world beyond what the flows may: the tenant's own records, to be changed. */
import type { Tenants } from './tenants.ts'
import type { World } from './world.ts'

export interface AdminWorld extends World {
  tenants: Tenants
  /** The secret `ADMIN_TOKEN`; null closes the admin API. */
  adminToken: string | null
}
